package sevenservers.asyncore.programs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import sevenservers.contract.Text;
import sevenservers.contract.http.HttpError;

/**
 * Where a request's target leads to: names, none of which can lead anywhere but
 * down. They are decoded once, and it is the decoded names that are judged.
 *
 * @param names the names of folders, and of a file at last
 * @param folder whether the path ends in a slash
 */
record HttpPath(List<String> names, boolean folder) {

    private static final String UNRESERVED = "-._~";
    private static final String SCHEME = "http://";

    /**
     * The path of a target, without its query. A target is a path or, as it is for
     * a proxy, a whole URL.
     *
     * @throws HttpError if it is malformed or has a name that is not just a name:
     *     {@code ..}, or one with a slash, backslash or control character in it
     */
    static HttpPath of(String target) throws HttpError {
        String path = withoutHost(target).split("\\?", 2)[0];
        List<String> names = new ArrayList<>();
        for (String part : path.split("/", -1)) {
            String name = decoded(part);
            if (name.equals(".") || name.equals("..") || name.contains("/")
                    || name.contains("\\") || Text.hasControl(name)) {
                throw malformed();
            }
            // Two slashes in a row mean no more than one.
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return new HttpPath(List.copyOf(names), path.endsWith("/"));
    }

    private static String withoutHost(String target) throws HttpError {
        if (target.startsWith("/")) {
            return target;
        }
        if (!target.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw malformed();
        }
        int slash = target.indexOf('/', SCHEME.length());
        return slash < 0 ? "/" : target.substring(slash);
    }

    private static String decoded(String part) throws HttpError {
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == '#') {
                throw malformed();
            }
            if (c == '%') {
                if (i + 2 >= part.length()
                        || !HexFormat.isHexDigit(part.charAt(i + 1))
                        || !HexFormat.isHexDigit(part.charAt(i + 2))) {
                    throw malformed();
                }
                bytes.write(HexFormat.fromHexDigits(part, i + 1, i + 3));
                i += 2;
            } else {
                bytes.write(c);
            }
        }
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw malformed();
        }
    }

    /**
     * The path as it may stand in a field of an answer. It begins with one slash:
     * with two, it would name another host.
     */
    String encoded() {
        var text = new StringBuilder();
        for (String name : names) {
            text.append('/');
            for (byte b : name.getBytes(UTF_8)) {
                boolean plain = b >= '0' && b <= '9' || b >= 'A' && b <= 'Z'
                        || b >= 'a' && b <= 'z' || UNRESERVED.indexOf(b) >= 0;
                if (plain) {
                    text.append((char) b);
                } else {
                    text.append('%').append(HexFormat.of().withUpperCase()
                            .toHexDigits(b));
                }
            }
        }
        return folder || names.isEmpty() ? text.append('/').toString()
                : text.toString();
    }

    /** The path with a slash at its end. */
    HttpPath asFolder() {
        return new HttpPath(names, true);
    }

    private static HttpError malformed() {
        return new HttpError("a malformed path");
    }
}
