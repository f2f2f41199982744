package sevenservers.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * How many bytes of one connection the kernel holds at each of its four places,
 * read from /proc/net: so a test sees from outside how many the server itself
 * holds, in whatever language it is written. Linux only, and only for a server on
 * this machine.
 *
 * <p>What a {@link Wire} between them holds counts as sent and not yet received.
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
        return client.hasLink() ? through(client.link(), client)
                : between(client.near(), client.far(),
                        ends(client.near(), client.far()));
    }

    /**
     * What is queued when the server takes no more, or has taken all that is sent:
     * nothing moves, and there is something to take, or nothing more to come.
     *
     * @throws org.awaitility.core.ConditionTimeoutException if it moves on and on
     */
    static KernelQueues atRest(TestClient client, Task<?> sending) {
        var last = new AtomicReference<KernelQueues>();
        var queues = new Stillness<KernelQueues>();
        Wait.each(Stillness.GLANCE, "nothing moves in the kernel",
                client.patience(), () -> {
                    boolean ended = sending.isDone();
                    KernelQueues now = of(client);
                    last.set(now);
                    return queues.isSeen(now, ended || now.unreadByServer() > 0);
                });
        return last.get();
    }

    private static KernelQueues through(Link link, TestClient client) {
        // Asked before the kernel, and told late: nothing on its way is missed.
        long toServer = client.sent() - link.deliveredToServer();
        List<End> ends =
                ends(client.near(), client.far(), link.address(), link.server());
        KernelQueues first = between(client.near(), client.far(), ends);
        KernelQueues second = between(link.address(), link.server(), ends);
        return new KernelQueues(toServer + second.clientUnsent, second.serverUnread,
                second.unreadByClient() + link.heldForClient() + first.serverUnsent,
                first.clientUnread, second.serverTimer);
    }

    private static KernelQueues between(InetSocketAddress client,
            InetSocketAddress server, List<End> ends) {
        End near = find(client, server, ends);
        End far = find(server, client, ends);
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

    /** The open ends at these addresses. */
    private static List<End> ends(InetSocketAddress... addresses) {
        List<Integer> ports =
                Stream.of(addresses).map(InetSocketAddress::getPort).toList();
        List<End> ends = new ArrayList<>();
        // There may be thousands of others, and few tests have the time for them.
        List<String> words = ports.stream().map(":%04X "::formatted).toList();
        for (Path table : TABLES) {
            // The kernel takes milliseconds to write a table.
            if (ends.size() < ports.size() && Files.isReadable(table)) {
                lines(table).filter(line -> words.stream().anyMatch(line::contains))
                        .map(line -> line.strip().split("\\s+"))
                        .filter(row -> !row[3].equals(TIME_WAIT)).map(End::parse)
                        .filter(end -> ports.contains(end.local)
                                && ports.contains(end.remote))
                        .forEach(ends::add);
            }
        }
        return ends;
    }

    private static End find(InetSocketAddress local, InetSocketAddress remote,
            List<End> ends) {
        return ends.stream().filter(end -> end.local == local.getPort()
                && end.remote == remote.getPort()).findFirst().orElse(End.CLOSED);
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
