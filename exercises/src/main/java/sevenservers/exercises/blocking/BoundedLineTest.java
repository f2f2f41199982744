package sevenservers.exercises.blocking;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import sevenservers.exercises.blocking.BoundedLine.TooLongException;
import sevenservers.exercises.support.Pieces;

class BoundedLineTest {

    private static final int LONGEST = 8;
    private static final int MOST = 20;
    private static final String TOO_LONG = "(too long)";
    private static final String CUT_OFF = "(cut off)";
    private static final String END = "(end)";

    @Test
    @DisplayName("The lines come out one after the other, without their LF.")
    void returnsLineAfterLine() throws IOException {
        assertThat(read(Pieces.thenEnd("one\n\n t\0wo \nthree\r\n")))
                .as("the stream \"one\\n\\n t\\0wo \\nthree\\r\\n\" has four"
                        + " lines; the second is empty, and the last keeps its CR")
                .containsExactly("one", "", " t\0wo ", "three\r", END, END);
    }

    @Test
    @DisplayName("Where the network cuts the bytes makes no difference.")
    void readsTheSameHoweverItIsCut() throws IOException {
        String text = "naïve\nb\n\n€5,–\n";
        for (int cut = 0; cut <= text.getBytes(UTF_8).length; cut++) {
            assertThat(read(Pieces.thenEnd(Pieces.cut(text, cut))))
                    .as("four lines, in two pieces, cut before byte %d", cut)
                    .containsExactly("naïve", "b", "", "€5,–", END, END);
        }
        assertThat(read(Pieces.thenEnd(Pieces.bytewise(text))))
                .as("four lines, byte by byte: a character may have several")
                .containsExactly("naïve", "b", "", "€5,–", END, END);
    }

    @Test
    @DisplayName("A line of exactly as many bytes as are allowed is allowed.")
    void takesALineAsLongAsTheBound() throws IOException {
        assertThat(read(Pieces.thenEnd("12345678\n1234567\n123456789\n")))
                .as("8 bytes are allowed, and the LF is not counted: lines of 8, 7 "
                        + "and 9 bytes")
                .containsExactly("12345678", "1234567", TOO_LONG, END, END);
    }

    @Test
    @DisplayName("The bound counts bytes, because bytes are what fills the memory.")
    void countsBytesAndNotCharacters() throws IOException {
        assertThat(read(Pieces.thenEnd("éééé\nééééé\n😀😀\n😀😀.\n")))
                .as("8 bytes are allowed: é has two, 😀 has four")
                .containsExactly("éééé", TOO_LONG, "😀😀", TOO_LONG, END, END);
    }

    @Test
    @DisplayName("A line is reported as too long before its LF comes.")
    void reportsALineAsSoonAsItIsTooLong() throws IOException {
        var lines =
                new BoundedLine(Pieces.thenSilence("ok\n12345", "6789"), LONGEST);
        assertThat(next(lines)).as("the line before the long one").isEqualTo("ok");
        assertThat(next(lines))
                .as("9 bytes have come, 8 are allowed, and the client says no more:"
                        + " a client that never sends LF must be found out")
                .isEqualTo(TOO_LONG);
    }

    @Test
    @DisplayName("After a line that is too long, the next line comes out whole.")
    void goesOnAfterALongLine() throws IOException {
        assertThat(read(Pieces.thenEnd("123456789\n", "next\n", "x".repeat(50_000),
                "tail\nlast\n123456789", "\n\n", "123456789 ends")))
                .as("what is left of a long line is no line; it is skipped, up to "
                        + "its LF or the end of the stream")
                .containsExactly(TOO_LONG, "next", TOO_LONG, "last", TOO_LONG, "",
                        TOO_LONG, END, END);
    }

    @Test
    @DisplayName("A line that the end of the stream cuts off is no line.")
    void refusesALineWithoutItsEnd() throws IOException {
        assertThat(read(Pieces.thenEnd("delete a\n", "delete")))
                .as("the stream ended within \"delete all of b\", or whatever it"
                        + " was going to be: to act on half an order is worse than"
                        + " to fail")
                .containsExactly("delete a", CUT_OFF);
        assertThat(read(Pieces.thenEnd("12345678")))
                .as("the stream ended within a line that was not yet too long")
                .containsExactly(CUT_OFF);
    }

    @Test
    @DisplayName("A line is returned as soon as its LF has come.")
    void returnsALineAtOnce() throws IOException {
        var lines = new BoundedLine(Pieces.thenSilence("a", "b\n"), LONGEST);
        assertThat(next(lines))
                .as("the client waits for an answer to this line before it sends "
                        + "another")
                .isEqualTo("ab");
    }

    /** All lines, and what stands in their place; the end is asked for twice. */
    private static List<String> read(InputStream in) throws IOException {
        var lines = new BoundedLine(in, LONGEST);
        var found = new ArrayList<String>();
        String line;
        do {
            line = next(lines);
            found.add(line);
        } while (!line.equals(END) && !line.equals(CUT_OFF) && found.size() < MOST);
        if (line.equals(END)) {
            found.add(next(lines));
        }
        return found;
    }

    private static String next(BoundedLine lines) throws IOException {
        try {
            String line = lines.next();
            return line == null ? END : line;
        } catch (TooLongException tooLong) {
            return TOO_LONG;
        } catch (EOFException cutOff) {
            return CUT_OFF;
        }
    }
}
