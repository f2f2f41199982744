package sevenservers.contract.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpUrlTest {

    private static final HttpUrl HERE = HttpUrl.of("http://host:8080/a/b/c?d=e");

    @ParameterizedTest
    @CsvSource({"http://host, host, 80, /", "HTTP://host:81/, host, 81, /",
        "http://host?q, host, 80, /?q", "http://[::1]:82/a?b#c, [::1], 82, /a?b",
        "http://127.0.0.1/a%20b?, 127.0.0.1, 80, /a%20b?",
        "http://host/\u00e9, host, 80, /%C3%A9", "http://host:/, host, 80, /",
        "http://host:65535/a/../b, host, 65535, /a/../b"})
    void isAHostAPortAndATarget(String text, String host, int port, String target) {
        assertThat(HttpUrl.of(text)).isEqualTo(new HttpUrl(host, port, target));
    }

    @Test
    void namesThePortThatDoesNotGoWithoutSaying() {
        assertThat(HttpUrl.of("http://host:80/").authority()).isEqualTo("host");
        assertThat(HttpUrl.of("http://[::1]:81/").authority())
                .isEqualTo("[::1]:81");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "host", "/a", "https://host/", "ftp://host/",
        "http:/host", "http:host", "http://", "http:///a", "http://user@host/",
        "http://host:0/", "http://host:65536/", "http://host:99999999999/",
        "http://host:-1/", "http://ho st/", "http://host/a b", "http://host/%",
        "http://host/%zz", "http://host/\r\nX: y", "http://h\u00f6st/"})
    void refusesWhatIsNoHttpUrl(String text) {
        assertThatThrownBy(() -> HttpUrl.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a URL is http://host[:port]/path, not ");
    }

    @ParameterizedTest
    @CsvSource({"http://other, other, 80, /",
        "HTTP://other:81/x?y#z, other, 81, /x?y",
        "http://host/, host, 80, /", "http://other/x/../y, other, 80, /x/../y"})
    void isLedToAnotherUrl(String location, String host, int port, String target) {
        assertThat(HERE.resolve(location))
                .isEqualTo(new HttpUrl(host, port, target));
    }

    /** Most of them are among the examples of RFC 3986, 5.4. */
    @ParameterizedTest
    @CsvSource({"/x, /x", "/, /", "/x?y=/../z, /x?y=/../z", "/x#y?z, /x",
        "x, /a/b/x", "x/, /a/b/x/", "x?y, /a/b/x?y", "x#y, /a/b/x",
        "x?y#z, /a/b/x?y",
        "?x, /a/b/c?x", "?, /a/b/c?", "?x#y, /a/b/c?x",
        "., /a/b/", "./, /a/b/", "./x, /a/b/x", "./x/., /a/b/x/", "x/./y, /a/b/x/y",
        ".., /a/", "../, /a/", "../x, /a/x", "../.., /", "../../x, /x",
        "../../../x, /x", "../../../.., /", "x/../y, /a/b/y", "x/.., /a/b/",
        "/./x, /x", "/../x, /x", "/x/.., /", "/.., /", "/x/../.., /",
        "/x//y, /x//y", "/x//../y, /x/y", "x., /a/b/x.", ".x, /a/b/.x",
        "..x, /a/b/..x", "x.., /a/b/x..", "..., /a/b/...",
        "%2e%2e/x, /a/b/%2e%2e/x",
        "./x:y, /a/b/x:y", "x?y=./z, /a/b/x?y=./z"})
    void isLedToAnotherPathOfTheSameServer(String location, String target) {
        assertThat(HERE.resolve(location))
                .isEqualTo(new HttpUrl("host", 8080, target));
    }

    @Test
    void isLedOnFromTheRoot() {
        HttpUrl root = HttpUrl.of("http://host?q");
        assertThat(root.resolve("x").target()).isEqualTo("/x");
        assertThat(root.resolve("..").target()).isEqualTo("/");
        assertThat(root.resolve("?x").target()).isEqualTo("/?x");
        assertThat(HttpUrl.of("http://host/a?b=/c/d").resolve("x").target())
                .as("a slash in the query is none of the path's").isEqualTo("/x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://host/", "HTTPS://host/", "ftp://host/",
        "mailto:a@b", "javascript:x", "file:///x", "http:x", "http:/x", "http://",
        "http://user@host/", "http://host:0/", "host:80/x", "", "#", "#x", "//host",
        "//host/x", "///x", "//", " /x", "/x y", "/x\\y", "/%", "/\u00e9", "x|y",
        "http://host/\u00e9", "http://h\u00f6st/", "/x\r\nX: y", "/\u0000"})
    void isNotLedToAnythingElse(String location) {
        assertThatThrownBy(() -> HERE.resolve(location))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("http").hasMessageContaining(", not ");
    }

    @Test
    void saysWhatIsWrongSoThatATerminalMayShowIt() {
        assertThatThrownBy(() -> HERE.resolve("https://host/x")).hasMessage(
                "a URL is http://host[:port]/path, not https://host/x");
        assertThatThrownBy(() -> HERE.resolve("//host/x")).hasMessage(
                "a redirect leads to an http URL or to a path,"
                        + " not to \"//host/x\"");
        assertThatThrownBy(() -> HERE.resolve("\u001b[2J\u0085")).hasMessage(
                "a redirect leads to an http URL or to a path,"
                        + " not to \"\\u001B[2J\\u0085\"");
        assertThatThrownBy(() -> HERE.resolve("mailto:\u202ex"))
                .hasMessageContaining("mailto:\\u202Ex");
    }
}
