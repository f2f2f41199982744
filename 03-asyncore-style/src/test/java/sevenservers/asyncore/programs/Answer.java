package sevenservers.asyncore.programs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import sevenservers.contract.Text;
import sevenservers.tests.TestClient;

/**
 * An answer of HTTP, read byte by byte and with no help of the code under test.
 *
 * @param text the body, a character for each byte
 */
record Answer(int status, List<String> head, String text) {

    /** Reads one answer to GET and leaves what follows it. */
    static Answer readFrom(TestClient client) {
        List<String> head = readHead(client);
        String length = field(head, "Content-Length");
        return new Answer(status(head), head, length == null ? ""
                : new String(client.readExactly(Integer.parseInt(length)),
                        ISO_8859_1));
    }

    /** Reads one answer to HEAD and leaves what follows it. */
    static Answer readHeadFrom(TestClient client) {
        List<String> head = readHead(client);
        return new Answer(status(head), head, "");
    }

    private static List<String> readHead(TestClient client) {
        List<String> head = new ArrayList<>();
        String line = client.readLine();
        while (!line.equals("\r")) {
            head.add(line.stripTrailing());
            line = client.readLine();
        }
        return head;
    }

    private static int status(List<String> head) {
        String line = head.getFirst();
        if (!line.matches("HTTP/1\\.1 \\d{3} .+")) {
            throw new AssertionError("no status line: " + Text.escaped(line));
        }
        return Integer.parseInt(line.substring(9, 12));
    }

    /** The value of the field, which is there once at most, or null. */
    String field(String name) {
        return field(head, name);
    }

    private static String field(List<String> head, String name) {
        List<String> values = head.stream()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0,
                        name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip()).toList();
        if (values.size() > 1) {
            throw new AssertionError(name + " is there more than once: " + values);
        }
        return values.isEmpty() ? null : values.getFirst();
    }

    /** Head and body as one text. */
    String all() {
        return String.join("\n", head) + "\n" + text;
    }
}
