package sevenservers.exercises.board;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.MethodFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import sevenservers.exercises.board.Report.Happening;

/**
 * Runs the tests of a class, in a JVM that the learner's code may end, fill or
 * block. Its words: the report's file, the learner's class, and how many
 * milliseconds each test may take.
 */
final class Examiner implements TestExecutionListener {

    private final Report report;
    private final String className;
    private final Duration limit;

    private Examiner(Report report, String className, Duration limit) {
        this.report = report;
        this.className = className;
        this.limit = limit;
    }

    public static void main(String... args) throws IOException {
        begin();
        examine(Path.of(args[0]), args[1],
                Duration.ofMillis(Long.parseLong(args[2])), 1, "");
        end();
    }

    static void begin() {
        endWithTheBoard(System.in);
        System.setIn(InputStream.nullInputStream());
    }

    /**
     * Runs the tests of a class.
     *
     * @param limit for each test
     * @param times how often they are run
     * @param test the method of the only one to run, or nothing for all
     */
    static void examine(Path file, String className, Duration limit, int times,
            String test) throws IOException {
        try (Report report = Report.into(file)) {
            var examiner = new Examiner(report, className, limit);
            for (int i = 0; i < times; i++) {
                LauncherFactory.create().execute(examiner.request(test), examiner);
            }
            report.add(Happening.ALL_ENDED, "", "");
        }
    }

    /** Threads that the learner's code has left behind do not matter now. */
    static void end() {
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    /** When the board is gone, its end of the pipe is closed. */
    private static void endWithTheBoard(InputStream pipe) {
        Thread.ofPlatform().daemon().start(() -> {
            try {
                while (pipe.read() >= 0) {
                    // The board says nothing.
                }
            } catch (IOException broken) {
                // As good as closed.
            }
            Runtime.getRuntime().halt(1);
        });
    }

    private LauncherDiscoveryRequest request(String method) {
        String execution = "junit.jupiter.execution.";
        return LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(className + "Test"))
                .filters(MethodFilter.includeMethodNamePatterns(
                        method.isEmpty() ? ".*" : ".*#" + method + "\\b.*"))
                .configurationParameters(Map.of(
                        execution + "parallel.enabled", "false",
                        execution + "timeout.default",
                        limit.toMillis() + " ms",
                        execution + "timeout.thread.mode.default",
                        "SEPARATE_THREAD"))
                .build();
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        if (test.isTest()) {
            add(Happening.STARTED, test, "");
        }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        add(Happening.FAILED, test, "it was skipped: " + reason);
    }

    @Override
    public void executionFinished(TestIdentifier test,
            TestExecutionResult result) {
        switch (result.getStatus()) {
            case SUCCESSFUL -> {
                if (test.isTest()) {
                    add(Happening.PASSED, test, "");
                }
            }
            case FAILED,
                    ABORTED ->
                add(Happening.FAILED, test, result.getThrowable()
                        .map(failure -> Failure.text(failure, className, limit))
                        .orElse("it failed"));
        }
    }

    private void add(Happening type, TestIdentifier test, String message) {
        try {
            report.add(type, method(test), message);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static String method(TestIdentifier test) {
        return test.getSource().map(
                source -> source instanceof MethodSource method
                        ? method.getMethodName()
                        : "")
                .orElse("");
    }
}
