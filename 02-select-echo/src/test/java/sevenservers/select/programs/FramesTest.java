package sevenservers.select.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import sevenservers.select.programs.Frames.MalformedException;

class FramesTest {

    private static final int LONGEST = 300;

    private final Frames.Decoder decoder = new Frames.Decoder(LONGEST);

    @Test
    void startWithTheirLengthInBytes() {
        assertThat(bytes("né")).containsExactly(0, 0, 0, 3, 'n', 0xc3, 0xa9);
        assertThat(bytes("")).containsExactly(0, 0, 0, 0);
        assertThat(bytes("x".repeat(258))).startsWith(0, 0, 1, 2, 'x').hasSize(262);
    }

    @Test
    void comeOutAsTheyWentIn() throws MalformedException {
        for (String text : List.of("", "hello", "two\nlines", "\0", "né 😀",
                "x".repeat(LONGEST))) {
            assertThat(decoded(bytes(text))).containsExactly(text);
        }
    }

    @Test
    void comeOutOfEverySplitInThree() throws MalformedException {
        byte[] script = bytes("one", "", "zwei 😀", "\n", "x".repeat(40), "fin");
        for (int i = 0; i <= script.length; i++) {
            for (int j = i; j <= script.length; j++) {
                var whole = new ArrayList<String>();
                whole.addAll(decoded(script, 0, i));
                whole.addAll(decoded(script, i, j));
                whole.addAll(decoded(script, j, script.length));
                assertThat(whole).as("cut at %d and %d", i, j).containsExactly(
                        "one", "",
                        "zwei 😀", "\n", "x".repeat(40), "fin");
            }
        }
    }

    @Test
    void comeOutByteByByte() throws MalformedException {
        byte[] script = bytes("é", "", "x".repeat(LONGEST));
        var whole = new ArrayList<String>();
        for (int i = 0; i < script.length; i++) {
            whole.addAll(decoded(script, i, i + 1));
        }
        assertThat(whole).containsExactly("é", "", "x".repeat(LONGEST));
    }

    @Test
    void mayNotBeTooLong() {
        expectFailure("frame too long", bytes("x".repeat(LONGEST + 1)));
        expectFailure("frame too long", 0, 0, 1, 45);
        expectFailure("frame too long", 0x7f, 0xff, 0xff, 0xff);
        expectFailure("frame too long", 0x80, 0, 0, 0);
        expectFailure("frame too long", 0xff, 0xff, 0xff, 0xff);
    }

    @Test
    void mustBeUtf8() {
        expectFailure("not UTF-8", 0, 0, 0, 1, 0xff);
        expectFailure("not UTF-8", 0, 0, 0, 2, 0xc3, 'a');
        expectFailure("not UTF-8", 0, 0, 0, 1, 0xc3);
        expectFailure("not UTF-8", 0, 0, 0, 2, 0xc0, 0x80);
        expectFailure("not UTF-8", 0, 0, 0, 3, 0xed, 0xa0, 0x80);
    }

    @Test
    void comeOutUpToTheOneThatIsMalformed() throws MalformedException {
        var bytes = ByteBuffer.wrap(bytes("good", "x".repeat(LONGEST + 1)));
        assertThat(decoder.next(bytes)).isEqualTo("good");
        assertThatThrownBy(() -> decoder.next(bytes)).hasMessage("frame too long");
    }

    private static void expectFailure(String message, int... values) {
        var bytes = ByteBuffer.allocate(values.length);
        for (int value : values) {
            bytes.put((byte) value);
        }
        expectFailure(message, bytes.array());
    }

    private static void expectFailure(String message, byte[] bytes) {
        var decoder = new Frames.Decoder(LONGEST);
        assertThatThrownBy(() -> decoder.next(ByteBuffer.wrap(bytes)))
                .isInstanceOf(MalformedException.class).hasMessage(message);
    }

    private static byte[] bytes(String... texts) {
        var bytes = new ByteArrayOutputStream();
        for (String text : texts) {
            bytes.writeBytes(Frames.encode(text).array());
        }
        return bytes.toByteArray();
    }

    private List<String> decoded(byte[] bytes) throws MalformedException {
        return decoded(bytes, 0, bytes.length);
    }

    private List<String> decoded(byte[] bytes, int from, int to)
            throws MalformedException {
        var texts = new ArrayList<String>();
        var part = ByteBuffer.wrap(bytes, from, to - from);
        for (String text; (text = decoder.next(part)) != null;) {
            texts.add(text);
        }
        assertThat(part.hasRemaining()).isFalse();
        return texts;
    }
}
