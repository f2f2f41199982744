package sevenservers.linechat.programs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DotStuffingTest {

    /** R is CR, L is LF, and ~ is both. */
    @ParameterizedTest
    @CsvSource({
        "'', ''", "~, ~", "~a, a~", "~.a, a~", "~.., .~", "~..., ..~", "~., ~",
        "~a~..b~c, a~.b~c~", "~~.~, ~~~", "~aL.b, aL.b~", "~aR.b, aR.b~",
        "~a.b., a.b.~", "~R~..R, R~.R~", "~LR.., LR..~"})
    void takesTheFirstDotOfEachLine(String stuffed, String message) {
        byte[] removed = DotStuffing.removed(bytes(stuffed));
        assertThat(removed).isEqualTo(bytes(message));
    }

    private static byte[] bytes(String text) {
        return text.replace("~", "\r\n").replace('R', '\r').replace('L', '\n')
                .getBytes(ISO_8859_1);
    }
}
