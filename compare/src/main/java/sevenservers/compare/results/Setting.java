package sevenservers.compare.results;

import java.time.Instant;
import java.util.List;

/**
 * Where and how a comparison was made.
 *
 * @param begun when it began
 * @param commit the project's commit, with a plus if there were changes, or null
 * @param system the operating system and its version
 * @param processor the processor's name
 * @param processors how many of them the JVM sees
 * @param jdk the version of the JDK, of the servers and of the load generator
 * @param flags the flags of every server's JVM
 * @param notes what else a reader has to know, each a sentence
 */
public record Setting(Instant begun, String commit, String system,
        String processor, int processors, String jdk, List<String> flags,
        List<String> notes) {
}
