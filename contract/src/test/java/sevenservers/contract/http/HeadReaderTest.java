package sevenservers.contract.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        assertThatThrownBy(() -> reader.read(bytes("\n"))).as("once more")
                .isInstanceOf(HttpError.class);
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

    @ParameterizedTest
    @CsvSource({"HTTP/1.1 200 OK, 200", "HTTP/1.0 404, 404", "HTTP/1.1 100 , 100",
        "HTTP/1.9 599 a  b, 599", "HTTP/1.1 404 \u00c3\u0085, 404"})
    void readsAStatus(String line, int status) throws HttpError {
        assertThat(HttpHead.of(List.of(line)).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/2 200 OK", "HTTP/1.1  200 OK", "HTTP/1.1 20 OK",
        "HTTP/1.1 2000", "HTTP/1.1 099 x", "HTTP/1.1 600 x", "http/1.1 200 OK",
        "HTTP/1.1 200OK", "HTTP/1.1\t200 OK", "HTTP/1.1 -20 x",
        "HTTP/1.1 \u0662\u0660\u0660 x", "SSH-2.0-x"})
    void refusesWhatIsNoStatusLine(String line) throws HttpError {
        HttpHead head = HttpHead.of(List.of(line));
        assertThatThrownBy(head::status).isInstanceOf(HttpError.class)
                .hasMessage("not an answer of HTTP/1.1");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0004, 4", "999999999999999999, 999999999999999999"})
    void readsALength(String value, long length) throws HttpError {
        assertThat(HttpHead.of(List.of("start", "Content-Length: " + value))
                .contentLength()).isEqualTo(length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4, 4", "4, 5", "4 5", "+4", "-1", "0x4", "4;",
        "4.",
        "1000000000000000000", "9223372036854775808", "18446744073709551620",
        "\u0664"})
    void refusesALengthThatIsNone(String value) throws HttpError {
        HttpHead head = HttpHead.of(List.of("start", "Content-Length: " + value));
        assertThatThrownBy(head::contentLength).isInstanceOf(HttpError.class)
                .hasMessageContaining("no length");
    }

    @Test
    void readsOneLengthOfManyOnlyIfTheyAreTheSame() throws HttpError {
        assertThat(HttpHead.of(List.of("start", "Content-Length: 4",
                "content-length:4")).contentLength()).isEqualTo(4);
        for (String other : List.of("5", "04", "")) {
            HttpHead head = HttpHead.of(List.of("start", "Content-Length: 4",
                    "Content-Length: " + other));
            assertThatThrownBy(head::contentLength).isInstanceOf(HttpError.class)
                    .hasMessageContaining("no length");
        }
    }

    private static ByteBuffer bytes(String text) {
        return ISO_8859_1.encode(text);
    }
}
