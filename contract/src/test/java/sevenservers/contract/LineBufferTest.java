package sevenservers.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** What {@link LineDecoderTest} does not show. */
class LineBufferTest {

    private static final String LONGEST = "x".repeat(Limits.MAX_LINE);

    private final LineBuffer line = new LineBuffer();

    @Test
    void joinsWhatIsAddedAndBeginsAnewWhenItIsTaken() {
        assertThat(line.add(bytes("on"))).isTrue();
        assertThat(line.add(bytes(""))).isTrue();
        assertThat(line.add(bytes("e"))).isTrue();
        assertThat(line.take()).isEqualTo(new Line.Text("one"));
        assertThat(line.take()).isEqualTo(new Line.Text(""));
    }

    @Test
    void takesAllOfTheBytesAndNothingBeforeOrBehind() {
        ByteBuffer more = bytes("[one]").position(1).limit(4);
        assertThat(line.add(more)).isTrue();
        assertThat(more.position()).isEqualTo(4);
        assertThat(line.take()).isEqualTo(new Line.Text("one"));
    }

    @Test
    void forgetsALineThatIsTooLong() {
        assertThat(line.add(bytes("begun"))).isTrue();
        assertThat(line.add(bytes(LONGEST))).isFalse();
        assertThat(line.add(bytes("next"))).isTrue();
        assertThat(line.take()).isEqualTo(new Line.Text("next"));
    }

    @Test
    void keepsTheLongestLineAndItsCarriageReturnInPiecesOfAnySize() {
        byte[] longest = (LONGEST + "\r").getBytes(UTF_8);
        for (int size : new int[] {1, 7, 1000, longest.length}) {
            for (int at = 0; at < longest.length; at += size) {
                int count = Math.min(size, longest.length - at);
                assertThat(line.add(ByteBuffer.wrap(longest, at, count))).isTrue();
            }
            assertThat(line.add(bytes(""))).as("nothing more").isTrue();
            assertThat(line.take()).isEqualTo(new Line.Text(LONGEST));
        }
    }

    @Test
    void refusesASecondCarriageReturnBeyondTheLongestLine() {
        assertThat(line.add(bytes(LONGEST + "\r"))).isTrue();
        assertThat(line.add(bytes("\r"))).isFalse();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }
}
