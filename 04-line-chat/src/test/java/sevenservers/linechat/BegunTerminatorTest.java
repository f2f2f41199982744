package sevenservers.linechat;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A terminator whose first bytes were the terminator before it. */
class BegunTerminatorTest {

    private static final Terminator.Sequence END = Terminator.of("\r\n.\r\n");

    private final StringBuilder collected = new StringBuilder();
    private final TerminatorSearch search = new TerminatorSearch(
            bytes -> collected.append(US_ASCII.decode(bytes)));

    @ParameterizedTest
    @CsvSource({
        ".~, ''", "a~.~, ~a", "~.~, ~", ".a~.~, ~.a", "..~.~, ~..", "~~.~, ~~"})
    void endsWithWhatComesAfterThemHoweverItIsCut(String input, String piece) {
        byte[] bytes = crlf("line~" + input + "rest");
        for (int i = 0; i <= bytes.length; i++) {
            for (int j = i; j <= bytes.length; j++) {
                var pieces = new ArrayList<String>();
                search.set(Terminator.CRLF);
                feed(pieces, bytes, 0, i);
                feed(pieces, bytes, i, j);
                feed(pieces, bytes, j, bytes.length);
                assertThat(pieces).as("cut at %d and %d", i, j).containsExactly(
                        "line", new String(crlf(piece), US_ASCII));
                assertThat(collected).hasToString("rest");
                collected.setLength(0);
            }
        }
    }

    private void feed(List<String> pieces, byte[] bytes, int from, int to) {
        search.take(ByteBuffer.wrap(bytes, from, to - from));
        while (search.hasMore()) {
            if (search.find()) {
                pieces.add(collected.toString());
                collected.setLength(0);
                if (pieces.size() == 1) {
                    search.set(END, 2);
                } else {
                    search.set(Terminator.NONE);
                }
            }
        }
    }

    private static byte[] crlf(String text) {
        return text.replace("~", "\r\n").getBytes(US_ASCII);
    }

    @Test
    void isNotWholeYet() {
        assertThatThrownBy(() -> search.set(END, 5))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
