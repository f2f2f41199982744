package sevenservers.client;

import java.io.Closeable;
import java.io.IOException;

/**
 * What a person sees and types. One thread may wait for the next typed text while
 * another shows what the server sends. Nothing is shown unescaped.
 */
interface Display extends Closeable {

    /** Follows a line that is longer than can be shown, or that broke off. */
    String CUT_MARK = " [cut]";

    /**
     * Shows that the person is in the chat, and at which address the server sees
     * it.
     */
    void joined(String name, String address) throws IOException;

    /** Shows a line from the server. */
    void received(LineInput.Line line) throws IOException;

    /**
     * Tells what went wrong here: a text that cannot be sent, a server that hangs.
     */
    void complain(String message);

    /**
     * The next text to be sent, or null when the person has nothing more to say.
     *
     * @throws java.io.InterruptedIOException if Ctrl-C was typed, or the display
     *        closed
     */
    String next() throws IOException;

    /**
     * Ends the waiting for typed text, where possible, and restores the terminal.
     */
    @Override
    void close() throws IOException;
}
