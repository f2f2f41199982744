package sevenservers.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Locale;
import sevenservers.contract.Limits;
import sevenservers.contract.Text;

/** A text on its way to the server, written so that it arrives as it was typed. */
final class Message {

    private static final String HANDSHAKE = "<handshake>";

    private Message() {
    }

    /** A text that a chat server would not accept. */
    static final class UnsendableException extends Exception {

        UnsendableException(String reason) {
            super("not sent: " + reason);
        }
    }

    /**
     * The line, with LF. The server takes the own prefix off once, so with it in
     * front any text arrives unchanged, whatever it starts with. Only {@code
     * <handshake>} would look like a second join: that one text goes without.
     */
    static byte[] encode(String name, String text) throws UnsendableException {
        String line = text.equals(HANDSHAKE) ? text : name + ":" + text;
        for (int i = 0; i < text.length(); i++) {
            if (Text.isControl(text.charAt(i))) {
                throw new UnsendableException("a control character ("
                        + Text.escaped(text.substring(i, i + 1)) + ") at position "
                        + (i + 1));
            }
        }
        ByteBuffer bytes = encoded(line + "\n");
        int length = bytes.remaining() - 1;
        if (length > Limits.MAX_LINE) {
            throw new UnsendableException(String.format(Locale.ROOT,
                    "too long, %,d of at most %,d bytes with the name",
                    length, Limits.MAX_LINE));
        }
        byte[] exact = new byte[bytes.remaining()];
        bytes.get(exact);
        return exact;
    }

    private static ByteBuffer encoded(String line) throws UnsendableException {
        try {
            return UTF_8.newEncoder().encode(CharBuffer.wrap(line));
        } catch (CharacterCodingException halfAPair) {
            throw new UnsendableException("half a surrogate pair is no character");
        }
    }
}
