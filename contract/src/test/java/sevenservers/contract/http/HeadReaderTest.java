package sevenservers.contract.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadReaderTest {

    private static final String HEAD = "\r\nstart \u00e9\r\nA: b\r\nC:d , e"
            + "\na:\t B \r\nEmpty:\r\n\r\n";

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 1000})
    void readsAHeadInPiecesOfAnySizeAndLeavesTheRest(int size) throws HttpError {
        var reader = new HeadReader(HEAD.length());
        ByteBuffer all = bytes(HEAD + "rest");
        HttpHead head = null;
        int end = 0;
        for (; head == null; end += size) {
            head = reader.read(all.limit(Math.min(end + size, all.capacity())));
        }
        all.limit(all.capacity());
        assertThat(ISO_8859_1.decode(all).toString()).isEqualTo("rest");
        assertThat(head.start()).isEqualTo("start \u00e9");
        assertThat(head.values("a")).containsExactly("b", "B");
        assertThat(head.value("A")).isEqualTo("b");
        assertThat(head.elements("c")).containsExactly("d", "e");
        assertThat(head.value("empty")).isEmpty();
        assertThat(head.value("none")).isNull();
        assertThat(head.contentLength()).isEqualTo(-1);
    }

    @Test
    void takesNoMoreThanItMay() throws HttpError {
        var reader = new HeadReader(4);
        assertThat(reader.isEmpty()).isTrue();
        assertThat(reader.read(bytes("a\r\n"))).isNull();
        assertThat(reader.isEmpty()).isFalse();
        assertThat(reader.read(bytes("\r"))).isNull();
        assertThatThrownBy(() -> reader.read(bytes("\n"))).isInstanceOfSatisfying(
                HttpError.class, error -> assertThat(error.status())
                        .isEqualTo(431));
        assertThatThrownBy(() -> new HeadReader(3).read(bytes("abcd")))
                .isInstanceOfSatisfying(HttpError.class,
                        error -> assertThat(error.status())
                                .isEqualTo(414));
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", ": b", "A : b", " A: b", "A: \u0000", "A: \r b",
        "A\u007f: b", "\u00e9: b"})
    void refusesAMalformedField(String line) {
        assertThatThrownBy(() -> HttpHead.of(List.of("start", line)))
                .isInstanceOf(HttpError.class);
    }

    private static ByteBuffer bytes(String text) {
        return ISO_8859_1.encode(text);
    }
}
