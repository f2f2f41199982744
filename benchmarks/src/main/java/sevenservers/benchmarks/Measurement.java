package sevenservers.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Has JMH run benchmarks. It runs each one in processes of their own, so that none
 * meets code that was compiled for another.
 */
final class Measurement {

    private static final String[] JVM =
            {"-Xms1g", "-Xmx1g", "--sun-misc-unsafe-memory-access=allow"};

    private Measurement() {
    }

    /**
     * Runs all benchmarks of some classes.
     *
     * @param console is told of each one in a line
     * @return what each has cost, by its {@linkplain #name name}
     * @throws IOException if one fails; its message is for people
     */
    static Map<String, Score> of(List<Class<?>> benchmarks, Effort effort,
            PrintWriter console) throws IOException, InterruptedException {
        Options options = options(benchmarks, effort);
        var progress = new Progress(console);
        progress.expect(count(options, progress));
        try {
            Map<String, Score> scores = new HashMap<>();
            for (RunResult result : run(new Runner(options, progress))) {
                scores.put(name(result.getParams()),
                        Score.of(result.getAggregatedResult()));
            }
            return scores;
        } catch (RunnerException failure) {
            throw new IOException(progress.failed(failure), failure);
        }
    }

    /** When this process is told to end, it leaves none of its own behind. */
    private static Collection<RunResult> run(Runner runner)
            throws RunnerException, InterruptedException {
        var onCtrlC = new Thread(Measurement::endForks, "end forks");
        Runtime.getRuntime().addShutdownHook(onCtrlC);
        try {
            return runner.run();
        } finally {
            unlessEnding(onCtrlC);
        }
    }

    private static Options options(List<Class<?>> benchmarks, Effort effort) {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .forks(effort.forks())
                .warmupIterations(effort.warmUps()).warmupTime(effort.time())
                .measurementIterations(effort.rounds())
                .measurementTime(effort.time())
                .jvmArgs(JVM).addProfiler(GCProfiler.class)
                .shouldFailOnError(true);
        for (Class<?> one : benchmarks) {
            options.include("^" + Pattern.quote(one.getName() + "."));
        }
        return options.build();
    }

    /** How many there are, with each value of their parameters. */
    private static int count(Options options, Progress progress) {
        return BenchmarkList.defaultList()
                .find(progress, options.getIncludes(), List.of()).stream()
                .mapToInt(one -> one.getParams().orElse(Map.of()).values().stream()
                        .mapToInt(values -> values.length)
                        .reduce(1, (a, b) -> a * b))
                .sum();
    }

    /** While the process ends, nobody wants to hear that benchmarks were ended. */
    private static void unlessEnding(Thread onCtrlC) throws InterruptedException {
        try {
            Runtime.getRuntime().removeShutdownHook(onCtrlC);
        } catch (IllegalStateException ending) {
            new CountDownLatch(1).await();
        }
    }

    /** For example {@code TimerBenchmark.turn pending=1000}. */
    static String name(BenchmarkParams benchmark) {
        String path = benchmark.getBenchmark();
        int dot = path.lastIndexOf('.', path.lastIndexOf('.') - 1);
        var name = new StringBuilder(path.substring(dot + 1));
        for (String key : benchmark.getParamsKeys()) {
            name.append(' ').append(key).append('=')
                    .append(benchmark.getParam(key));
        }
        return name.toString();
    }

    private static void endForks() {
        ProcessHandle.current().descendants()
                .forEach(ProcessHandle::destroyForcibly);
    }
}
