package sevenservers.contract.http;

import java.net.URI;
import java.net.URISyntaxException;
import sevenservers.contract.Text;

/**
 * What an http URL leads to.
 *
 * @param host a name or an address, an IPv6 address in brackets
 * @param port where the server listens
 * @param target what to ask it for: the path and the query
 */
public record HttpUrl(String host, int port, String target) {

    private static final int PORT = 80;

    /**
     * Understands {@code http://host[:port]/path?query}.
     *
     * @throws IllegalArgumentException if it is no such URL; with a user's name in
     *     it, it is none either
     */
    public static HttpUrl of(String text) {
        try {
            URI url = new URI(new URI(text).toASCIIString());
            if ("http".equalsIgnoreCase(url.getScheme()) && url.getHost() != null
                    && url.getRawUserInfo() == null && url.getPort() != 0
                    && url.getPort() <= 65_535) {
                String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
                return new HttpUrl(url.getHost(),
                        url.getPort() < 0 ? PORT : url.getPort(),
                        url.getRawQuery() == null ? path
                                : path + "?" + url.getRawQuery());
            }
        } catch (URISyntaxException malformed) {
            // Said below, for all that is no such URL.
        }
        throw new IllegalArgumentException(
                "a URL is http://host[:port]/path, not " + Text.escaped(text));
    }

    /** As the Host field has it: without the port that goes without saying. */
    public String authority() {
        return port == PORT ? host : host + ":" + port;
    }
}
