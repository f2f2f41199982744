package sevenservers.interop.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Pattern;
import sevenservers.tests.ServerProcess;

/**
 * What a server process holds and has used. Linux only.
 *
 * @param heap bytes in use after a full collection
 * @param descriptors that are open
 * @param threads of the process, the JVM's own among them
 * @param resident bytes of memory that the process has from the system
 * @param cpu processor time since the start
 */
record Vitals(long heap, int descriptors, int threads, long resident,
        Duration cpu) {

    private static final Pattern USED =
            Pattern.compile("total \\d+K, used (\\d+)K");
    private static final Pattern NUMBER = Pattern.compile("\\D+");
    private static final int KIBI = 1024;

    /** Asks a server, whose JVM collects its garbage first. */
    static Vitals of(ServerProcess server) throws IOException {
        // The first question lets the JVM open a socket and start a thread for it.
        long heap = heap(server.pid());
        return new Vitals(heap, server.descriptors(), threads(server.pid()),
                status(server.pid(), "VmRSS:") * KIBI, server.cpuTime());
    }

    /** Only the threads, without a collection. */
    static int threads(long pid) throws IOException {
        return (int) status(pid, "Threads:");
    }

    private static long heap(long pid) throws IOException {
        String jcmd =
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process process = new ProcessBuilder(jcmd, "-J-XX:TieredStopAtLevel=1",
                "-J-XX:+UseSerialGC", String.valueOf(pid), "GC.run\nGC.heap_info")
                .redirectErrorStream(true).start();
        String told = new String(process.getInputStream().readAllBytes(), UTF_8);
        long[] used = USED.matcher(told).results()
                .mapToLong(match -> Long.parseLong(match.group(1))).toArray();
        if (used.length == 0) {
            throw new IOException("a server does not tell its heap: " + told);
        }
        return Arrays.stream(used).sum() * KIBI;
    }

    private static long status(long pid, String name) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long
                        .parseLong(NUMBER.matcher(line).replaceAll("")))
                .findFirst().orElseThrow(
                        () -> new IOException("process " + pid + " has ended"));
    }
}
