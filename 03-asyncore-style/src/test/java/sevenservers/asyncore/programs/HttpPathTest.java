package sevenservers.asyncore.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sevenservers.contract.http.HttpError;

class HttpPathTest {

    @ParameterizedTest
    @CsvSource({"/, /", "/a, /a", "/a/, /a/", "//a//b, /a/b", "/a?b=/c/, /a",
        "/a%20b, /a%20b", "/%41%7e, /A~", "/%c3%a9, /%C3%A9", "/a+b, /a%2Bb",
        "/%252e, /%252e", "/..., /...", "/:%3f%23, /%3A%3F%23",
        "http://host, /", "http://host/a, /a", "HTTP://host//a/, /a/"})
    void isDecodedOnceAndEncodedAgain(String target, String encoded)
            throws HttpError {
        assertThat(HttpPath.of(target).encoded()).isEqualTo(encoded);
    }

    @Test
    void isNamesAndWhetherItEndsInASlash() throws HttpError {
        assertThat(HttpPath.of("/a%20b/%C3%A9?x"))
                .isEqualTo(new HttpPath(List.of("a b", "\u00e9"), false));
        assertThat(HttpPath.of("/a/"))
                .isEqualTo(new HttpPath(List.of("a"), true));
        assertThat(HttpPath.of("/a").asFolder()).isEqualTo(HttpPath.of("/a/"));
    }

    @ParameterizedTest
    @CsvSource({"a", "*", "/..", "/a/%2e%2e", "/a%2fb", "/a%5Cb", "/%00", "/%0a",
        "/%7f", "/%", "/%4", "/%+1", "/%e9", "/a b", "ftp://host/", "//..//"})
    void refusesWhatIsNotJustNames(String target) {
        assertThatThrownBy(() -> HttpPath.of(target)).isInstanceOfSatisfying(
                HttpError.class, error -> assertThat(error.status())
                        .isEqualTo(HttpStatus.BAD_REQUEST.code()));
    }
}
