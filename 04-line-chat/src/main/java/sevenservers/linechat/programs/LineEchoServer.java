package sevenservers.linechat.programs;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import sevenservers.asyncore.Acceptor;
import sevenservers.asyncore.Loop;
import sevenservers.contract.Limits;
import sevenservers.contract.Quietly;
import sevenservers.contract.Reply;
import sevenservers.contract.RunningServer;
import sevenservers.contract.ServerLog;
import sevenservers.contract.ServerOptions;
import sevenservers.linechat.AsyncChat;
import sevenservers.linechat.Terminator;

/**
 * Answers each whole line with that line, LF included, byte for byte. A line of
 * more than {@link Limits#MAX_LINE} bytes before its LF is answered
 * {@code ! line too long} and ends the connection; what comes after the last LF is
 * no line, and gets no answer.
 *
 * <p>Retells the line echo server of the documents, which collects a line for as
 * long as memory lasts, and answers without its LF.
 */
public final class LineEchoServer implements RunningServer {

    private static final byte LF = '\n';

    private final ServerOptions options;
    private final Loop loop;
    private final Listener listener;
    private final InetSocketAddress address;
    private final Thread thread;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(Limits.ECHO_BUFFER);
    private final ServerLog log = new ServerLog("04.lines");
    private int serving;
    private volatile boolean closing;

    /** Starts a server that listens where the options say. */
    public static LineEchoServer start(ServerOptions options) throws IOException {
        var server = new LineEchoServer(options);
        server.thread.start();
        return server;
    }

    private LineEchoServer(ServerOptions options) throws IOException {
        this.options = options;
        loop = new Loop();
        try {
            listener = new Listener();
            address = listener.address();
        } catch (IOException | RuntimeException failure) {
            loop.close();
            throw failure;
        }
        thread = new Thread(this::run, "04-lines");
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public void close() {
        closing = true;
        loop.wakeup();
        Quietly.join(thread);
    }

    private void run() {
        try (loop) {
            while (!closing) {
                loop.turn();
            }
            listener.close();
            long graceEnds = System.nanoTime() + options.grace().toNanos();
            loop.dispatchers(Connection.class)
                    .forEach(connection -> connection.closeWhenSent(graceEnds));
            loop.run();
        } catch (IOException | RuntimeException | Error failure) {
            log.failed(failure);
        }
    }

    private final class Listener extends Acceptor {

        Listener() throws IOException {
            super(loop, options.endpoint(), log);
        }

        @Override
        protected void handleAccepted(SocketChannel client) throws IOException {
            if (serving == options.maxConnections()) {
                client.close();
            } else {
                new Connection(client);
            }
        }
    }

    /**
     * One client. While there are unsent bytes nothing is read, so a connection
     * holds at most one line and the answers to one buffer.
     */
    private final class Connection extends AsyncChat {

        private final ByteBuffer line = ByteBuffer.allocate(Limits.MAX_LINE + 1);

        Connection(SocketChannel client) throws IOException {
            super(loop, client, buffer);
            setTerminator(Terminator.LF);
            setSendTimeout(options.writeTimeout());
            serving++;
            log.opened(peer());
        }

        @Override
        protected boolean readable() {
            return unsent() == 0;
        }

        @Override
        protected void collectIncomingData(ByteBuffer data) {
            if (line.position() + data.remaining() > Limits.MAX_LINE) {
                push(US_ASCII.encode(Reply.LINE_TOO_LONG.line()));
                closeWhenDone();
            } else {
                line.put(data);
            }
        }

        @Override
        protected void foundTerminator() {
            push(line.put(LF).flip());
            line.clear();
        }

        @Override
        protected void handleError(Throwable failure) {
            log.handlerFailed(peer(), failure);
            drop();
        }

        @Override
        protected void handleEnd() {
            serving--;
        }

        @Override
        public void close() {
            if (!isClosed()) {
                super.close();
                log.closed(peer());
                listener.acceptAgain();
            }
        }
    }
}
