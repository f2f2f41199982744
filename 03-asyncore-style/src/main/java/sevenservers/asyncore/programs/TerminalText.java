package sevenservers.asyncore.programs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import sevenservers.contract.Text;

/**
 * Prints text from the network, piece by piece, as a terminal may have it: taken
 * for UTF-8, CRLF as LF, and all other control characters but TAB escaped. A piece
 * may end anywhere, also within a character.
 */
final class TerminalText {

    private static final int CHUNK = 8 * 1024;

    private final PrintWriter out;
    private final CharsetDecoder decoder = UTF_8.newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final ByteBuffer bytes = ByteBuffer.allocate(CHUNK);
    private final CharBuffer chars = CharBuffer.allocate(CHUNK + 1);
    private boolean atLineStart = true;

    TerminalText(PrintWriter out) {
        this.out = out;
    }

    /** Prints a whole text, and ends its last line. */
    static void print(String text, PrintWriter out) {
        var terminal = new TerminalText(out);
        terminal.print(UTF_8.encode(text));
        terminal.end();
    }

    /** Prints all of the piece but the beginning of what is not whole yet. */
    void print(ByteBuffer piece) {
        while (piece.hasRemaining()) {
            int count = Math.min(piece.remaining(), bytes.remaining());
            bytes.put(piece.slice(piece.position(), count));
            piece.position(piece.position() + count);
            decode(false);
        }
    }

    /** Prints what is left, and ends the last line if nothing has. */
    void end() {
        decode(true);
        decoder.flush(chars);
        show(true);
        if (!atLineStart) {
            out.print('\n');
        }
        out.flush();
    }

    private void decode(boolean last) {
        decoder.decode(bytes.flip(), chars, last);
        bytes.compact();
        show(last);
    }

    /** A CR at the end waits for what comes after it. */
    private void show(boolean last) {
        chars.flip();
        int end = chars.limit();
        boolean wait = !last && end > 0 && chars.get(end - 1) == '\r';
        String text = chars.subSequence(0, wait ? end - 1 : end).toString();
        chars.clear();
        if (wait) {
            chars.put('\r');
        }
        if (!text.isEmpty()) {
            String[] lines = text.replace("\r\n", "\n").split("\n", -1);
            for (int i = 0; i < lines.length; i++) {
                out.print(i == 0 ? "" : "\n");
                out.print(Text.escaped(lines[i]));
            }
            atLineStart = text.endsWith("\n");
        }
    }
}
