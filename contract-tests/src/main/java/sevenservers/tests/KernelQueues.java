package sevenservers.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How many bytes of one connection the kernel holds at each of its four places,
 * read from /proc/net: so a test sees from outside how many the server itself
 * holds, in whatever language it is written. Linux only, and only for a server on
 * this machine.
 *
 * @param clientUnsent sent by the client, not yet received by the server's kernel
 * @param serverUnread received by the server's kernel, not read by the server
 * @param serverUnsent sent by the server, not yet received by the client's kernel
 * @param clientUnread received by the client's kernel, not read by the client
 * @param serverTimer whether a timer runs at the server's end: if idle, keep-alive
 */
public record KernelQueues(long clientUnsent, long serverUnread, long serverUnsent,
        long clientUnread, boolean serverTimer) {

    /**
     * Java's connections stand in the second even where their addresses are IPv4.
     */
    private static final List<Path> TABLES =
            List.of(Path.of("/proc/net/tcp6"), Path.of("/proc/net/tcp"));
    private static final String TIME_WAIT = "06";

    /** Whether this system tells. */
    public static boolean available() {
        return Files.isReadable(TABLES.getLast());
    }

    /** What is queued now; nothing where an end is closed or on another machine. */
    public static KernelQueues of(TestClient client) {
        int here = client.address().getPort();
        int there = client.server().getPort();
        List<End> ends = ends(here, there);
        End near = find(here, ends);
        End far = find(there, ends);
        return new KernelQueues(near.unsent, far.unread, far.unsent, near.unread,
                far.timer);
    }

    /** Bytes that the client has sent and the server has not read. */
    public long unreadByServer() {
        return clientUnsent + serverUnread;
    }

    /** Bytes that the server has sent and the client has not read. */
    public long unreadByClient() {
        return serverUnsent + clientUnread;
    }

    /** The open ends of the connection between two ports. */
    private static List<End> ends(int here, int there) {
        List<End> ends = new ArrayList<>();
        for (Path table : TABLES) {
            // The kernel takes milliseconds to write a table.
            if (ends.size() < 2 && Files.isReadable(table)) {
                lines(table).filter(line -> !line.contains("local_address"))
                        .map(line -> line.strip().split("\\s+"))
                        .filter(row -> !row[3].equals(TIME_WAIT)).map(End::parse)
                        .filter(end -> end.local == here && end.remote == there
                                || end.local == there && end.remote == here)
                        .forEach(ends::add);
            }
        }
        return ends;
    }

    private static End find(int local, List<End> ends) {
        return ends.stream().filter(end -> end.local == local).findFirst()
                .orElse(End.CLOSED);
    }

    private static Stream<String> lines(Path table) {
        try {
            return Files.readAllLines(table).stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private record End(int local, int remote, long unsent, long unread,
            boolean timer) {

        static final End CLOSED = new End(0, 0, 0, 0, false);

        /**
         * Reads {@code sl local remote state tx:rx timer:when ...}, hexadecimal.
         */
        static End parse(String... row) {
            return new End((int) hex(after(row[1])), (int) hex(after(row[2])),
                    hex(before(row[4])), hex(after(row[4])),
                    before(row[5]).equals("02"));
        }

        private static String before(String pair) {
            return pair.substring(0, pair.indexOf(':'));
        }

        private static String after(String pair) {
            return pair.substring(pair.indexOf(':') + 1);
        }

        private static long hex(String digits) {
            return Long.parseLong(digits, 16);
        }
    }
}
