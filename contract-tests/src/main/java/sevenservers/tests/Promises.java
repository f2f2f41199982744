package sevenservers.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import sevenservers.contract.Quietly;
import sevenservers.contract.cli.GeneratedBlock;

/**
 * Runs the contract's tests and tells which promises a server keeps: a test's
 * display name begins with the number of its promise.
 */
public final class Promises {

    private static final String PARALLEL = "junit.jupiter.execution.parallel.";

    private Promises() {
    }

    /**
     * Runs contracts, some tests at once, since each has a server of its own and
     * most of them wait.
     *
     * @return for each server, by the display name of what its tests stand in, the
     *         promises by their numbers: echo, both services, chat
     * @throws AssertionError if they cannot be run
     */
    public static SortedMap<String, SortedMap<String, Promise>> test(int atOnce,
            Class<?>... contracts) {
        var results = new Results();
        var request = LauncherDiscoveryRequestBuilder.request()
                .selectors(Stream.of(contracts).map(one -> selectClass(one))
                        .toList())
                .configurationParameters(Map.of(PARALLEL + "enabled", "true",
                        PARALLEL + "config.executor-service", "WORKER_THREAD_POOL",
                        PARALLEL + "config.strategy", "fixed",
                        PARALLEL + "config.fixed.parallelism",
                        String.valueOf(atOnce)))
                .build();
        // A thread that runs a test belongs to those who run it, and to none else.
        Quietly.join(Thread.ofPlatform()
                .start(() -> LauncherFactory.create().execute(request, results)));
        assertThat(results.failures).as("why not all tests were run").isEmpty();
        return results.servers;
    }

    /** The promise's number, at the beginning of a test's display name. */
    public static String number(String test) {
        return test.substring(0, 2);
    }

    /** What a test's display name says of the promise. */
    public static String what(String test) {
        return test.substring(4);
    }

    /**
     * Checks that the table in a README is what the tests say, or writes it there
     * if the system property {@code promises.write} is true.
     *
     * @throws AssertionError if the table in the README is another
     * @throws IOException if the README has no place for it
     */
    public static void verify(String table, Path readme) throws IOException {
        GeneratedBlock block = GeneratedBlock.in(readme, "promises");
        if (areWritten()) {
            block.write(table);
        } else {
            assertThat(block.text())
                    .as("the table in %s, which -Dpromises.write=true writes anew",
                            readme)
                    .isEqualTo(table);
        }
    }

    /** Whether the tables are written anew, by the system property. */
    public static boolean areWritten() {
        return Boolean.getBoolean("promises.write");
    }

    /** What the tests of one promise say. */
    public static final class Promise {

        private final SortedSet<String> failed = new TreeSet<>();
        private int kept;

        private void add(String what, TestExecutionResult.Status status) {
            switch (status) {
                case SUCCESSFUL -> kept++;
                case FAILED -> failed.add(what);
                case ABORTED -> {
                    // It cannot be seen from outside.
                }
            }
        }

        /** The tests that fail, by their names without the promise's number. */
        public SortedSet<String> failed() {
            return failed;
        }

        public boolean isBroken() {
            return !failed.isEmpty();
        }

        /** {@code yes}, {@code no}, or a dash if it cannot be seen from outside. */
        @Override
        public String toString() {
            if (isBroken()) {
                return "no";
            }
            return kept > 0 ? "yes" : "–";
        }
    }

    private static final class Results implements TestExecutionListener {

        private static final Comparator<String> ECHO_BOTH_CHAT =
                Comparator.comparing((String number) -> number.charAt(0) != 'E')
                        .thenComparing(Comparator.naturalOrder());

        private final SortedMap<String, SortedMap<String, Promise>> servers =
                new TreeMap<>();
        private final List<Throwable> failures = new ArrayList<>();
        private TestPlan plan;

        @Override
        public void testPlanExecutionStarted(TestPlan started) {
            plan = started;
        }

        @Override
        public synchronized void executionFinished(TestIdentifier test,
                TestExecutionResult result) {
            if (test.isTest()) {
                String server = plan.getParent(test).orElseThrow().getDisplayName();
                String number = number(test.getDisplayName());
                String what = what(test.getDisplayName());
                servers.computeIfAbsent(server,
                        new_ -> new TreeMap<>(ECHO_BOTH_CHAT))
                        .computeIfAbsent(number, new_ -> new Promise())
                        .add(what, result.getStatus());
            } else {
                result.getThrowable().ifPresent(failures::add);
            }
        }
    }
}
