package sevenservers.linechat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A connection that writes down what it is called with, and hands each whole
 * command to the test. It begins with lines.
 */
class Talker extends AsyncChat {

    /** What to do with a command. */
    @FunctionalInterface
    interface Handler {

        void handle(Talker talker, String command) throws IOException;
    }

    /** Something to do in the loop's thread. */
    @FunctionalInterface
    interface Errand {

        void run() throws IOException;
    }

    /** Whole commands, in the order in which they were found. */
    final List<String> commands = new CopyOnWriteArrayList<>();
    /** What the handler of errors was called with. */
    final List<Throwable> errors = new CopyOnWriteArrayList<>();
    private final StringBuilder collected = new StringBuilder();
    private final Handler handler;
    private int begun;
    private volatile boolean gone;

    Talker(ChatHost host, SocketChannel client, Handler handler)
            throws IOException {
        super(host.loop, client, host.input);
        this.handler = handler;
        setTerminator(Terminator.LF);
    }

    /** Everything that was collected so far. */
    final String collected() {
        synchronized (collected) {
            return collected.toString();
        }
    }

    /** Whether it is closed, for any thread to ask. */
    final boolean isGone() {
        return gone;
    }

    @Override
    protected void collectIncomingData(ByteBuffer data) {
        synchronized (collected) {
            collected.append(ISO_8859_1.decode(data));
        }
    }

    @Override
    protected void foundTerminator() throws IOException {
        String command = collected().substring(begun);
        begun += command.length();
        commands.add(command);
        handler.handle(this, command);
    }

    /** Pushes text. */
    void say(String text) {
        push(ByteBuffer.wrap(text.getBytes(ISO_8859_1)));
    }

    @Override
    protected void handleError(Throwable failure) {
        errors.add(failure);
        close();
    }

    @Override
    public void close() {
        super.close();
        gone = true;
    }
}
