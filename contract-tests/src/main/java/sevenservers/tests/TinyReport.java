package sevenservers.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import sevenservers.contract.Style;
import sevenservers.contract.cli.GeneratedBlock;

/**
 * Which promises a style's smallest echo server keeps: the echo contract is run
 * against it, and what comes out is a table for the README of the style's module.
 */
public final class TinyReport {

    private static final String PARALLEL = "junit.jupiter.execution.parallel.";

    private TinyReport() {
    }

    /**
     * Checks that the table in a README is what the tests say, or writes it there
     * if the system property {@code promises.write} is true.
     *
     * @throws AssertionError if the table in the README is another
     * @throws IOException if the README has no place for it
     */
    public static void verify(Style style, Path readme) throws IOException {
        GeneratedBlock block = GeneratedBlock.in(readme, "promises");
        String table = of(style);
        if (Boolean.getBoolean("promises.write")) {
            block.write(table);
        } else {
            assertThat(block.text())
                    .as("the table in %s, which -Dpromises.write=true writes anew",
                            readme)
                    .isEqualTo(table);
        }
    }

    /** The table in Markdown, one row for each promise of an echo server. */
    public static String of(Style style) {
        TinyEchoContract.style = style;
        var results = new Results();
        // Each test has a server process of its own, and most of them wait.
        LauncherFactory.create().execute(LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(TinyEchoContract.class))
                .configurationParameters(Map.of(PARALLEL + "enabled", "true",
                        PARALLEL + "config.executor-service", "WORKER_THREAD_POOL",
                        PARALLEL + "config.strategy", "fixed",
                        PARALLEL + "config.fixed.parallelism", "4"))
                .build(), results);
        return results.table();
    }

    /** Gathers the tests by the promise that their display name begins with. */
    private static final class Results implements TestExecutionListener {

        private final SortedMap<String, Promise> promises = new TreeMap<>(
                Comparator.comparing((String number) -> number.charAt(0) != 'E')
                        .thenComparing(Comparator.naturalOrder()));

        @Override
        public synchronized void executionFinished(TestIdentifier test,
                TestExecutionResult result) {
            if (test.isTest()) {
                String number = test.getDisplayName().substring(0, 2);
                String what = test.getDisplayName().substring(4);
                promises.computeIfAbsent(number, new_ -> new Promise())
                        .add(what, result.getStatus());
            }
        }

        String table() {
            var table = new StringBuilder("""
                    | promise | kept? | what fails |
                    |---|---|---|
                    """);
            for (Map.Entry<String, Promise> row : promises.entrySet()) {
                table.append("| ").append(row.getKey()).append(row.getValue())
                        .append(" |\n");
            }
            return table.toString();
        }
    }

    private static final class Promise {

        private final SortedSet<String> failed = new TreeSet<>();
        private int kept;

        void add(String what, TestExecutionResult.Status status) {
            switch (status) {
                case SUCCESSFUL -> kept++;
                case FAILED -> failed.add(what);
                case ABORTED -> {
                    // It cannot be seen from outside.
                }
            }
        }

        @Override
        public String toString() {
            if (!failed.isEmpty()) {
                return " | no | " + String.join("; ", failed);
            }
            return kept > 0 ? " | yes |" : " | – |";
        }
    }
}
