package sevenservers.compare.load;

import java.lang.management.ManagementFactory;
import java.util.Optional;
import com.sun.management.UnixOperatingSystemMXBean;

/**
 * The file descriptors of this process, of which each connection takes one.
 *
 * @param most how many it may have
 * @param used how many it has
 */
record Descriptors(long most, long used) {

    /** Those that something else than connections may need meanwhile. */
    private static final int SPARE = 256;

    /** What the operating system says now, or no limit if it does not say. */
    static Descriptors now() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        return system instanceof UnixOperatingSystemMXBean unix
                ? new Descriptors(unix.getMaxFileDescriptorCount(),
                        unix.getOpenFileDescriptorCount())
                : new Descriptors(Integer.MAX_VALUE, 0);
    }

    /** How many of so many connections there can be. */
    int enoughFor(int connections) {
        return (int) Math.max(0, Math.min(connections, most - used - SPARE));
    }

    /** What to do so that there can be so many connections, if anything. */
    Optional<String> shortage(int connections) {
        int enough = enoughFor(connections);
        if (enough == connections) {
            return Optional.empty();
        }
        return Optional.of("""
                only %,d of %,d connections, since a process may open only %,d \
                files here; "ulimit -n %d" before the start allows for all"""
                .formatted(enough, connections, most, connections + used + SPARE));
    }
}
