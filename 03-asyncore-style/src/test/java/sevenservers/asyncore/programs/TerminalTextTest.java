package sevenservers.asyncore.programs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalTextTest {

    private static final String INPUT = "one\r\n\u00e9\ud83d\ude00\t\r\r\n\u001b"
            + "\u202e\n\rx";
    private static final String SHOWN = "one\n\u00e9\ud83d\ude00\t\\u000D\n\\u001B"
            + "\\u202E\n\\u000Dx\n";

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 1000, 20_000})
    void showsTheSameHoweverItIsCut(int size) {
        int times = 1000;
        byte[] bytes = (INPUT + "\n").repeat(times).getBytes(UTF_8);
        assertThat(shown(size, bytes)).isEqualTo(SHOWN.repeat(times));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000})
    void endsTheLastLineAndEscapesWhatIsNotWhole(int size) {
        assertThat(shown(size, new byte[0])).isEmpty();
        assertThat(shown(size, (byte) 'a')).isEqualTo("a\n");
        assertThat(shown(size, (byte) 'a', (byte) '\n')).isEqualTo("a\n");
        assertThat(shown(size, (byte) 'a', (byte) '\r')).isEqualTo("a\\u000D\n");
        assertThat(shown(size, (byte) 0xff, (byte) 'a', (byte) 0xf0, (byte) 0x9f))
                .isEqualTo("\ufffda\ufffd\n");
    }

    private static String shown(int size, byte... bytes) {
        var out = new StringWriter();
        var terminal = new TerminalText(new PrintWriter(out));
        for (int i = 0; i < bytes.length; i += size) {
            terminal.print(
                    ByteBuffer.wrap(bytes, i, Math.min(size, bytes.length - i)));
        }
        terminal.end();
        return out.toString();
    }
}
