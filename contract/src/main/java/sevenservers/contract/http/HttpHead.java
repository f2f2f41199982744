package sevenservers.contract.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of a request or of an answer: its first line, and its fields in the
 * order in which they came. Where RFC 9112 lets a recipient choose between mending
 * and refusing, this one refuses: a field that goes on in the next line, white
 * space before a colon, control characters.
 *
 * @param start the first line
 */
public record HttpHead(String start, List<Field> fields) {

    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~\\w-]+");
    private static final Pattern STATUS_LINE =
            Pattern.compile("HTTP/1\\.\\d ([1-5]\\d\\d)( .*)?", Pattern.DOTALL);
    private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");

    /** One field; its value has no white space around it. */
    public record Field(String name, String value) {

        /** @throws HttpError if the line, without its end, is no field's */
        static Field of(String line) throws HttpError {
            int colon = line.indexOf(':');
            if (colon < 0 || !isToken(line.substring(0, colon))) {
                throw new HttpError("a malformed field");
            }
            if (hasControl(line)) {
                throw new HttpError("a control character in a field");
            }
            return new Field(line.substring(0, colon),
                    line.substring(colon + 1).strip());
        }
    }

    public HttpHead {
        fields = List.copyOf(fields);
    }

    /**
     * Takes a head apart.
     *
     * @param lines its lines without their ends, at least one
     * @throws HttpError if it is malformed
     */
    static HttpHead of(List<String> lines) throws HttpError {
        if (hasControl(lines.getFirst())) {
            throw new HttpError("a control character in the first line");
        }
        List<Field> fields = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            fields.add(Field.of(line));
        }
        return new HttpHead(lines.getFirst(), fields);
    }

    /** Whether a line has what no line of a message may have, CR for one. */
    static boolean hasControl(String line) {
        return line.chars().anyMatch(c -> c < ' ' && c != '\t' || c == 0x7f);
    }

    /** Whether a text is what the RFC calls a token, as names are. */
    public static boolean isToken(String text) {
        return NAME.matcher(text).matches();
    }

    /**
     * The status that the first line of an answer has, from 100 to 599.
     *
     * @throws HttpError if it is no such line of HTTP/1
     */
    public int status() throws HttpError {
        Matcher line = STATUS_LINE.matcher(start);
        if (!line.matches()) {
            throw new HttpError("not an answer of HTTP/1.1");
        }
        return Integer.parseInt(line.group(1));
    }

    /** The values of all fields of a name, whose case does not matter. */
    public List<String> values(String name) {
        return fields.stream().filter(field -> field.name().equalsIgnoreCase(name))
                .map(Field::value).toList();
    }

    /** The value of the first field of a name, or null if there is none. */
    public String value(String name) {
        List<String> values = values(name);
        return values.isEmpty() ? null : values.getFirst();
    }

    /** Whether there is a field of this name. */
    public boolean has(String name) {
        return !values(name).isEmpty();
    }

    /** The elements of a list, which may stand in many fields, in lower case. */
    public List<String> elements(String name) {
        return values(name).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(element -> element.strip().toLowerCase(Locale.ROOT))
                .filter(element -> !element.isEmpty()).toList();
    }

    /**
     * The length that is announced for the body, in bytes, or -1 if none is.
     *
     * @throws HttpError if it is no number, or two that differ
     */
    public long contentLength() throws HttpError {
        List<String> lengths =
                values("Content-Length").stream().distinct().toList();
        if (lengths.isEmpty()) {
            return -1;
        }
        if (lengths.size() > 1 || !LENGTH.matcher(lengths.getFirst()).matches()) {
            throw new HttpError("a Content-Length that is no length");
        }
        return Long.parseLong(lengths.getFirst());
    }
}
