package sevenservers.contract.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpBodyTest {

    private static final String TEXT = "The body.\r\n\r\n0\r\n\r\n\u0000\u00ff";
    private static final String LENGTH = "Content-Length: 20";
    private static final String CHUNKED = "Transfer-Encoding: chunked";
    private static final String REST = "HTTP/1.1 200 OK\r\n\r\n4\r\nmore";

    /** TEXT in three chunks. */
    private static final String CHUNKS = "1\r\n" + TEXT.charAt(0) + "\r\n"
            + "000A ;a=\"4\u00e9\";b\r\n" + TEXT.substring(1, 11) + "\r\n"
            + "9\r\n" + TEXT.substring(11) + "\r\n"
            + "00;c\r\nA: b\r\nContent-Length: 3\r\n\r\n";

    /** A body that is read from bytes, and what it has passed on. */
    private static final class Reading {

        final HttpBody body;
        final StringBuilder passed = new StringBuilder();

        Reading(HttpBody body) {
            this.body = body;
        }

        /** Reads once, and returns what it has left. */
        String read(String bytes) throws IOException {
            ByteBuffer input = ISO_8859_1.encode(bytes);
            body.read(input, piece -> {
                assertThat(piece.hasRemaining()).isTrue();
                passed.append(ISO_8859_1.decode(piece));
            });
            return ISO_8859_1.decode(input).toString();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {LENGTH, CHUNKED})
    void isTheSameWhereverItIsCut(String field) throws IOException {
        String all = wire(field) + REST;
        for (int one = 0; one <= all.length(); one++) {
            for (int two = one; two <= all.length(); two++) {
                var reading = new Reading(body(field));
                String left = "";
                for (String piece : List.of(all.substring(0, one),
                        all.substring(one, two), all.substring(two))) {
                    left += reading.read(piece);
                }
                assertThat(reading.passed).as("cut at %d and %d", one, two)
                        .hasToString(TEXT);
                assertThat(left).as("cut at %d and %d", one, two).isEqualTo(REST);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {LENGTH, CHUNKED})
    void isCompleteWithItsLastByteAndMayNotEndBefore(String field)
            throws IOException {
        String wire = wire(field);
        var reading = new Reading(body(field));
        for (int i = 0; i < wire.length(); i++) {
            assertThat(reading.body.isComplete()).as("after %d", i).isFalse();
            assertThat(reading.body.mayEndHere()).as("after %d", i).isFalse();
            assertThat(reading.read(wire.substring(i, i + 1))).isEmpty();
        }
        assertThat(reading.body.isComplete()).isTrue();
        assertThat(reading.body.mayEndHere()).isTrue();
        assertThat(reading.read(REST)).isEqualTo(REST);
        assertThat(reading.passed).hasToString(TEXT);
    }

    @Test
    void mayEndAnywhereIfNothingSaysWhere() throws IOException {
        var reading = new Reading(body("A: b"));
        for (int i = 0; i < TEXT.length(); i++) {
            assertThat(reading.body.mayEndHere()).as("after %d", i).isTrue();
            assertThat(reading.read(TEXT.substring(i, i + 1))).isEmpty();
            assertThat(reading.body.isComplete()).isFalse();
        }
        assertThat(reading.passed).hasToString(TEXT);
    }

    @ParameterizedTest
    @CsvSource({"204, Content-Length: 5", "304, Content-Length: 5",
        "204, Transfer-Encoding: chunked", "304, Transfer-Encoding: gzip",
        "204, A: b", "304, A: b", "200, Content-Length: 0"})
    void isEmptyAndCompleteFromTheBeginning(int status, String field)
            throws IOException {
        var reading = new Reading(HttpBody.of(status, head(field)));
        assertThat(reading.body.isComplete()).isTrue();
        assertThat(reading.body.mayEndHere()).isTrue();
        assertThat(reading.read(REST)).isEqualTo(REST);
        assertThat(reading.passed).isEmpty();
    }

    @Test
    void countsFurtherThanAnIntReaches() throws IOException {
        for (String field : List.of("Content-Length: 4294967300",
                "Content-Length: 999999999999999999")) {
            var reading = new Reading(body(field));
            assertThat(reading.read("body and more")).isEmpty();
            assertThat(reading.passed).hasToString("body and more");
            assertThat(reading.body.mayEndHere()).isFalse();
        }
        for (String size : List.of("100000004", "fffffffffffffff")) {
            var reading = new Reading(body(CHUNKED));
            assertThat(reading.read(size + "\r\nbody\r\n0\r\n\r\n")).isEmpty();
            assertThat(reading.passed).hasToString("body\r\n0\r\n\r\n");
            assertThat(reading.body.mayEndHere()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"4, 4", "4, 5", "-4", "+4", "4 ;", "", "x",
        "9223372036854775808", "18446744073709551620"})
    void refusesALengthThatIsNone(String length) {
        refuses("no length", "Content-Length: " + length);
    }

    @Test
    void refusesTwoLengthsThatDiffer() throws HttpError {
        refuses("no length", "Content-Length: 4", "Content-Length: 5");
        refuses("no length", "Content-Length: 4", "content-length: 04");
        assertThat(body("Content-Length: 4", "Content-Length: 4").isComplete())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 0", "Content-Length: 4",
        "Content-Length: 999", "Content-Length: x"})
    void takesChunksForTheTruthWhenThereIsALengthToo(String length)
            throws IOException {
        for (List<String> fields : List.of(List.of(length, CHUNKED),
                List.of(CHUNKED, length))) {
            var reading = new Reading(body(fields.toArray(String[]::new)));
            assertThat(reading.read(CHUNKS + REST)).isEqualTo(REST);
            assertThat(reading.passed).hasToString(TEXT);
            assertThat(reading.body.isComplete()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunked", "CHUNKED", " chunked\t", "chunked,",
        ", chunked"})
    void understandsChunks(String encoding) throws IOException {
        var reading = new Reading(body("transfer-encoding:" + encoding));
        assertThat(reading.read(CHUNKS + REST)).isEqualTo(REST);
        assertThat(reading.passed).hasToString(TEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "gzip", "gzip, chunked", "chunked, gzip",
        "chunked, chunked", "identity", "chunked;q=1", "xchunked", "chunked x",
        "\"chunked\"", "\u00a0chunked", "chunked\u0085"})
    void refusesAnotherTransferEncoding(String encoding) {
        String field = "Transfer-Encoding: " + encoding;
        refuses("not understood", field);
        refuses("not understood", field, LENGTH);
    }

    @Test
    void refusesTwoTransferEncodings() {
        refuses("not understood", CHUNKED, CHUNKED);
        refuses("not understood", CHUNKED, "Transfer-Encoding: identity");
        refuses("not understood", "Transfer-Encoding: gzip", CHUNKED);
    }

    @Test
    void refusesChunksInHttp10WhichDoesNotHaveThem() throws HttpError {
        HttpHead old = HttpHead.of(List.of("HTTP/1.0 200 OK", CHUNKED, LENGTH));
        assertThatThrownBy(() -> HttpBody.of(200, old))
                .isInstanceOf(HttpError.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4", "0004", "000000000000004", "4;a", "4;a=b",
        "4 ; a = b", "4;a=\"b;c\"", "4;\u00e9\u0085", "4;", "4  ", "4\t"})
    void takesASizeWithZerosAndExtensions(String size) throws IOException {
        var reading = new Reading(body(CHUNKED));
        assertThat(reading.read(size + "\r\nbody\r\n0\r\n\r\n" + REST))
                .isEqualTo(REST);
        assertThat(reading.passed).hasToString("body");
    }

    @ParameterizedTest
    @CsvSource({"a, 10", "F, 15", "1b, 27", "1B, 27", "0fF, 255"})
    void readsASizeAsHexadecimal(String size, int count) throws IOException {
        var reading = new Reading(body(CHUNKED));
        reading.read(size + "\r\n" + "x".repeat(count) + "\r\n0\r\n\r\n");
        assertThat(reading.passed).hasToString("x".repeat(count));
        assertThat(reading.body.isComplete()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", " 4", "-4", "+4", "-0", "0x4", "4x", "4 4",
        "4,",
        "4.", "4_", "g", ";a", "4\u0000", "4\r", "4\r;a", "4;a\rb", "4;\u0000",
        "4;\u007f", "4;\u000b", "\u00b2", "4\u00a0", "4\u0085", "0000000000000004",
        "7fffffffffffffff", "8000000000000000", "ffffffffffffffff",
        "10000000000000004", "fffffffffffffffffffffffff"})
    void refusesASizeThatIsNone(String size) throws IOException {
        refusesChunks("a chunk without a size", size + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3\r\nbody", "4\r\nbody\n", "4\r\nbody\rx",
        "4\r\nbody\r\r", "4\r\nbody0", "4\r\nbody;", "4\r\nbody "})
    void refusesAChunkThatDoesNotEndWhereItShould(String chunks)
            throws IOException {
        refusesChunks("a chunk longer than its size", chunks);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "4\n", "4;a\n", "1\r\nx\r\n\n", "1\r\nx\r\n0\n",
        "0\r\n\n", "0\r\nA: b\n", "0\r\nA: b\r\n\n"})
    void refusesALineAmidChunksThatEndsInLfAlone(String chunks) throws IOException {
        refusesChunks("a line without CRLF amid chunks", chunks);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4;", "0\r\nA: "})
    void boundsALineAmidChunks(String begin) throws IOException {
        String longest = begin
                + "x".repeat(4096 - begin.substring(begin.indexOf('\n') + 1)
                        .length());
        var reading = new Reading(body(CHUNKED));
        assertThat(reading.read(longest.substring(0, longest.length() - 1)
                + "\r\n")).isEmpty();
        refusesChunks("a line that is too long amid chunks", longest + "x");
        refusesChunks("a line that is too long amid chunks", longest + "\r");
    }

    @Test
    void boundsTheTrailers() throws IOException {
        List<String> most = Collections.nCopies(100, "A: b\r\n");
        var reading = new Reading(body(CHUNKED));
        assertThat(reading.read("0\r\n" + String.join("", most) + "\r\n" + REST))
                .isEqualTo(REST);
        assertThat(reading.body.isComplete()).isTrue();
        refusesChunks("too many trailers",
                "0\r\n" + String.join("", most) + "A: b\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1", "A", ": b", "A : b", " A: b", "\t",
        "A: \u0000", "A: b\rC: d", "A: b\r", "\r", "0", "\u00e9: b"})
    void refusesATrailerThatIsNoField(String trailer) throws IOException {
        refusesChunks(" field", "0\r\n" + trailer + "\r\n");
        refusesChunks(" field", "0\r\nA: b\r\n" + trailer + "\r\n");
    }

    @Test
    void failsWhenTheSinkDoes() throws HttpError {
        var full = new IOException("the disk is full");
        for (String field : List.of(LENGTH, CHUNKED, "A: b")) {
            HttpBody body = body(field);
            assertThatThrownBy(
                    () -> body.read(ISO_8859_1.encode(CHUNKS), piece -> {
                        throw full;
                    })).isSameAs(full);
        }
    }

    @Test
    void givesTheSinkNoMoreThanTheBody() throws IOException {
        List<Integer> capacities = new ArrayList<>();
        ByteBuffer input =
                ISO_8859_1.encode("(4\r\nbody\r\n0\r\n\r\n)").position(1);
        body(CHUNKED).read(input, piece -> {
            assertThat(piece.position()).isZero();
            capacities.add(piece.capacity());
        });
        assertThat(capacities).containsExactly(4);
        assertThat(input.remaining()).isEqualTo(1);
    }

    private static void refuses(String why, String... fields) {
        assertThatThrownBy(() -> body(fields)).isInstanceOf(HttpError.class)
                .hasMessageContaining(why);
    }

    /** All bytes but the last are taken, and the last is refused. */
    private static void refusesChunks(String why, String chunks)
            throws IOException {
        assertThatThrownBy(() -> new Reading(body(CHUNKED)).read(chunks))
                .isInstanceOf(HttpError.class).hasMessageContaining(why);
        var reading = new Reading(body(CHUNKED));
        int last = chunks.length() - 1;
        for (int i = 0; i < last; i++) {
            assertThat(reading.read(chunks.substring(i, i + 1))).isEmpty();
        }
        assertThatThrownBy(() -> reading.read(chunks.substring(last)))
                .isInstanceOf(HttpError.class).hasMessageContaining(why);
        assertThat(reading.body.isComplete()).isFalse();
        assertThat(reading.body.mayEndHere()).isFalse();
    }

    private static String wire(String field) {
        return field.equals(CHUNKED) ? CHUNKS : TEXT;
    }

    private static HttpBody body(String... fields) throws HttpError {
        return HttpBody.of(200, head(fields));
    }

    private static HttpHead head(String... fields) throws HttpError {
        List<String> lines = new ArrayList<>(List.of("HTTP/1.1 200 OK"));
        lines.addAll(List.of(fields));
        return HttpHead.of(lines);
    }
}
