package sevenservers.exercises.blocking;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import sevenservers.exercises.support.Pieces;

class WholeMessagesTest {

    private static final List<String> SAID =
            List.of("naïve", "", "5 €", "日本", "😀😀", "bye");
    private static final String SENT = String.join("\n", SAID) + "\n";

    @Test
    @DisplayName("Messages that arrive together come out one by one, in order.")
    void separatesWhatArrivesTogether() throws IOException {
        assertThat(read(Pieces.thenEnd("one\ntwo\n\nthree\n")))
                .as("four messages, one of them empty, arrived in one piece")
                .containsExactly("one", "two", "", "three");
    }

    @Test
    @DisplayName("A message that arrives in pieces comes out once, and whole.")
    void joinsWhatArrivesInPieces() throws IOException {
        assertThat(
                read(Pieces.thenEnd("o", "n", "e", "\n", "tw", "o\nthr", "ee\n")))
                .as("three messages arrived in seven pieces")
                .containsExactly("one", "two", "three");
    }

    @Test
    @DisplayName("A message comes out as it was sent, wherever it is cut.")
    void doesNotDependOnWhereTheNetworkCuts() throws IOException {
        int length = SENT.getBytes(UTF_8).length;
        for (int i = 0; i <= length; i++) {
            for (int j = i; j <= length; j++) {
                assertThat(read(Pieces.thenEnd(Pieces.cut(SENT, i, j))))
                        .as("%d messages arrived in three pieces, of %d, %d and %d "
                                + "bytes", SAID.size(), i, j - i, length - j)
                        .containsExactlyElementsOf(SAID);
            }
        }
        assertThat(read(Pieces.thenEnd(Pieces.bytewise(SENT))))
                .as("%d messages arrived byte by byte", SAID.size())
                .containsExactlyElementsOf(SAID);
    }

    @Test
    @DisplayName("A long message comes out as it was sent.")
    void takesALongMessage() throws IOException {
        String wide = "é😀".repeat(20_000);
        assertThat(read(Pieces.thenEnd("x" + wide + "\n")).getFirst()
                .equals("x" + wide))
                .as("a message of 120,001 bytes comes out as it was sent")
                .isTrue();
    }

    @Test
    @DisplayName("A message is handed over as soon as it is whole.")
    void handsOverAtOnce() {
        var seen = new ArrayList<String>();
        try {
            WholeMessages.read(Pieces.thenSilence("h", "é\nsec", "ond\nthi"),
                    seen::add);
        } catch (IOException | AssertionError waiting) {
            // The client has no more to say: that is the moment to look.
        }
        assertThat(seen)
                .as("the client has sent two messages and part of a third, and"
                        + " waits for an answer")
                .containsExactly("hé", "second");
    }

    @Test
    @DisplayName("What has no LF before the end of the stream is dropped.")
    void dropsAMessageWithoutItsEnd() throws IOException {
        assertThat(read(Pieces.thenEnd("delete a\ndelete")))
                .as("the stream ended within the second message: nobody knows how "
                        + "it was going to end")
                .containsExactly("delete a");
        assertThat(read(Pieces.thenEnd("a\rb\r\n")))
                .as("a CR ends no message, it is part of one")
                .containsExactly("a\rb\r");
    }

    private static List<String> read(Pieces pieces) throws IOException {
        var messages = new ArrayList<String>();
        WholeMessages.read(pieces, messages::add);
        return messages;
    }
}
