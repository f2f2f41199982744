package sevenservers.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;

/**
 * A member's time in the chat. The calling thread shows what the server sends,
 * until the server ends the connection; a second thread sends what is typed. So the
 * client ends at once when the server does, even if nobody types.
 */
final class Conversation {

    private final ChatConnection connection;
    private final Display display;
    private final Duration farewell;
    private volatile boolean leaving;
    private volatile boolean gaveUp;

    /**
     * A conversation that has not begun.
     *
     * @param farewell who leaves waits so long for the server's end of the stream,
     *        and a fifth of it after Ctrl-C
     */
    Conversation(ChatConnection connection, Display display, Duration farewell) {
        this.connection = connection;
        this.display = display;
        this.farewell = farewell;
    }

    /**
     * Returns when the person has left.
     *
     * @throws IOException if it was not the person who ended it; its message says
     *        what did
     */
    void run() throws IOException {
        display.joined(connection.name(), connection.address());
        Thread.ofVirtual().name("typing").start(this::type);
        LineInput.Line line;
        while ((line = receive()) != null) {
            display.received(line);
        }
        if (!leaving) {
            throw new IOException("the server ended the connection");
        }
    }

    private LineInput.Line receive() throws IOException {
        try {
            return connection.next();
        } catch (IOException broken) {
            if (!gaveUp) {
                throw new IOException("the connection broke: "
                        + broken.getMessage(), broken);
            }
            return null;
        }
    }

    private void type() {
        try {
            String text;
            while ((text = display.next()) != null) {
                say(text);
            }
            leave(farewell);
        } catch (InterruptedIOException ctrlC) {
            leave(farewell.dividedBy(5));
        } catch (IOException broken) {
            // The thread that receives reads to the end and finds out why.
        }
    }

    /** Empty lines are not sent: the server would ignore them. */
    private void say(String text) throws IOException {
        try {
            if (!text.isEmpty()) {
                connection.send(text);
            }
        } catch (Message.UnsendableException refused) {
            display.complain(refused.getMessage());
        }
    }

    private void leave(Duration patience) {
        leaving = true;
        try {
            if (!connection.finish(patience)) {
                gaveUp = true;
                display.complain("the server did not end the connection in time");
                connection.close();
            }
        } catch (IOException broken) {
            // The thread that receives finds out why.
        }
    }
}
