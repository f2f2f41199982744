package sevenservers.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineDecoderTest {

    private static final Line TOO_LONG = new Line.TooLong();
    private static final Line NOT_UTF8 = new Line.NotUtf8();

    private final LineDecoder decoder = new LineDecoder();

    @Test
    void cutsManyLinesOutOfOneSegment() {
        assertThat(decode("a\nbc\n\nd")).containsExactly(text("a"), text("bc"),
                text(""));
        assertThat(decode("e\n")).containsExactly(text("de"));
    }

    @Test
    void findsTheSameLinesHoweverTheBytesAreCut() {
        byte[] script = "héllo\r\n\n€uro 😀\nlast\n".getBytes(UTF_8);
        List<Line> whole = decode(new LineDecoder(), script, script.length);
        assertThat(whole).containsExactly(text("héllo"), text(""), text("€uro 😀"),
                text("last"));
        for (int size = 1; size < script.length; size++) {
            assertThat(decode(new LineDecoder(), script, size))
                    .as("segments of %d bytes", size).isEqualTo(whole);
        }
    }

    @Test
    void dropsOneCarriageReturnRightBeforeTheLineFeedAndNoOther() {
        assertThat(decode("a\r\n\r\nb\rc\r\r\n")).containsExactly(text("a"),
                text(""),
                text("b\rc\r"));
    }

    @Test
    void takesTheLongestLine() {
        String longest = "x".repeat(Limits.MAX_LINE);
        assertThat(decode(longest + "\n" + longest + "\r\n"))
                .containsExactly(text(longest), text(longest));
    }

    @Test
    void refusesOneByteMoreAsSoonAsItHasCome() {
        assertThat(decode("x".repeat(Limits.MAX_LINE))).isEmpty();
        assertThat(decode("x")).containsExactly(TOO_LONG);
        assertThat(decode("\nmore\n")).as("after a line that is too long")
                .isEmpty();
    }

    @Test
    void waitsForOneByteMoreIfTheLastIsACarriageReturn() {
        assertThat(decode("x".repeat(Limits.MAX_LINE) + "\r")).isEmpty();
        assertThat(decode("\n")).containsExactly(text("x".repeat(Limits.MAX_LINE)));
        assertThat(decode("x".repeat(Limits.MAX_LINE) + "\r")).isEmpty();
        assertThat(decode("\r")).containsExactly(TOO_LONG);
    }

    @Test
    void refusesATooLongLineThatComesWithItsEnd() {
        assertThat(decode("x".repeat(Limits.MAX_LINE + 1) + "\n"))
                .containsExactly(TOO_LONG);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"80", "c0af", "e080af", "eda080", "f8888080", "c3", "e282",
                "f4908080", "ff"})
    void refusesWhatIsNotUtf8(String hex) {
        byte[] bytes = new byte[hex.length() / 2 + 1];
        for (int i = 0; i < bytes.length - 1; i++) {
            bytes[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
        }
        bytes[bytes.length - 1] = '\n';
        assertThat(decode(decoder, bytes, bytes.length)).containsExactly(NOT_UTF8);
        assertThat(decode("next\n")).containsExactly(text("next"));
    }

    @Test
    void takesAReplacementCharacterThatWasSent() {
        assertThat(decode("\uFFFD\n")).containsExactly(text("\uFFFD"));
    }

    private List<Line> decode(String input) {
        byte[] bytes = input.getBytes(UTF_8);
        return decode(decoder, bytes, bytes.length);
    }

    private static List<Line> decode(LineDecoder decoder, byte[] bytes,
            int segment) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < bytes.length; i += segment) {
            ByteBuffer chunk =
                    ByteBuffer.wrap(bytes, i, Math.min(segment, bytes.length - i));
            for (Line line; (line = decoder.next(chunk)) != null;) {
                lines.add(line);
            }
            assertThat(chunk.hasRemaining()).isFalse();
        }
        return lines;
    }

    private static Line text(String text) {
        return new Line.Text(text);
    }
}
