package sevenservers.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.util.Collection;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkException;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;

/** A line for each benchmark, instead of all that JMH would say. */
final class Progress implements OutputFormat {

    private final PrintWriter console;
    private int expected;
    private int begun;
    private String current = "";

    Progress(PrintWriter console) {
        this.console = console;
    }

    /** So many benchmarks will be run. */
    void expect(int count) {
        expected = count;
    }

    @Override
    public void startBenchmark(BenchmarkParams benchmark) {
        begun++;
        current = Measurement.name(benchmark);
        console.printf("%d of %d: %s", begun, expected, current);
        console.flush();
    }

    @Override
    public void endBenchmark(BenchmarkResult result) {
        console.println(", " + Score.of(result).time() + " ns");
        console.flush();
    }

    /** In one line: which benchmark it was, what was thrown, and where. */
    String failed(RunnerException failure) {
        Throwable cause = failure;
        while (cause.getCause() != null || cause instanceof BenchmarkException) {
            cause = cause.getCause() != null ? cause.getCause()
                    : cause.getSuppressed()[0];
        }
        if (cause == failure) {
            return failure.getMessage();
        }
        console.println();
        StackTraceElement[] places = cause.getStackTrace();
        return current + " failed: " + cause
                + (places.length == 0 ? "" : " at " + places[0]);
    }

    /** What the process of a benchmark prints: as a rule, why it cannot start. */
    @Override
    public void write(byte[] text) {
        console.print(new String(text, UTF_8));
        console.flush();
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b});
    }

    @Override
    public void startRun() {
        // Each benchmark has its own line.
    }

    @Override
    public void endRun(Collection<RunResult> results) {
        // Each benchmark has its own line.
    }

    @Override
    public void iteration(BenchmarkParams benchmark, IterationParams round,
            int number) {
        // Too much to tell.
    }

    @Override
    public void iterationResult(BenchmarkParams benchmark, IterationParams round,
            int number, IterationResult result) {
        // Too much to tell.
    }

    @Override
    public void print(String text) {
        // Too much to tell.
    }

    @Override
    public void println(String text) {
        // Too much to tell.
    }

    @Override
    public void verbosePrintln(String text) {
        // Too much to tell.
    }

    @Override
    public void flush() {
        console.flush();
    }

    @Override
    public void close() {
        console.flush();
    }
}
