package sevenservers.contract.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
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
                        withQuery(path, url.getRawQuery()));
            }
        } catch (URISyntaxException malformed) {
            // Said below, for all that is no such URL.
        }
        throw new IllegalArgumentException(
                "a URL is http://host[:port]/path, not " + Text.escaped(text));
    }

    /**
     * Where a redirect leads that this URL was answered with.
     *
     * @param location the value of the Location field: an http URL, a path, which
     *     may be relative to this one's, or a query alone; a fragment is dropped
     * @throws IllegalArgumentException if it is anything else, https too, with a
     *     message that may reach a terminal
     */
    public HttpUrl resolve(String location) {
        URI to = reference(location);
        if (to.isAbsolute()) {
            return of(location);
        }
        String own = target.split("\\?", 2)[0];
        String path = to.getRawPath();
        if (path.isEmpty()) {
            path = own;
        } else if (path.startsWith("/")) {
            path = withoutDots(path);
        } else {
            path = withoutDots(own.substring(0, own.lastIndexOf('/') + 1) + path);
        }
        return new HttpUrl(host, port, withQuery(path, to.getRawQuery()));
    }

    /**
     * Two slashes would name another host, of whatever scheme. What is not ASCII
     * has no one meaning: a head is bytes.
     */
    private static URI reference(String location) {
        try {
            URI reference = new URI(location);
            if (!location.isEmpty() && !location.startsWith("#")
                    && !location.startsWith("//")
                    && reference.toASCIIString().equals(location)) {
                return reference;
            }
        } catch (URISyntaxException malformed) {
            // Said below, for all that leads nowhere.
        }
        throw new IllegalArgumentException("a redirect leads to an http URL or to"
                + " a path, not to \"" + Text.escaped(location) + "\"");
    }

    /**
     * Follows {@code .} and {@code ..} as RFC 3986 has it, 5.2.4: above the root
     * there is the root.
     */
    private static String withoutDots(String path) {
        List<String> names = new ArrayList<>();
        String last = "";
        for (String name : path.substring(1).split("/", -1)) {
            last = name;
            if (name.equals("..") && !names.isEmpty()) {
                names.removeLast();
            } else if (!isDots(name)) {
                names.add(name);
            }
        }
        return "/" + String.join("/", names)
                + (isDots(last) && !names.isEmpty() ? "/" : "");
    }

    private static boolean isDots(String name) {
        return name.equals(".") || name.equals("..");
    }

    private static String withQuery(String path, String query) {
        return query == null ? path : path + "?" + query;
    }

    /** As the Host field has it: without the port that goes without saying. */
    public String authority() {
        return port == PORT ? host : host + ":" + port;
    }
}
