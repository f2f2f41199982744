package sevenservers.compare.run;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import sevenservers.compare.load.Load;
import sevenservers.compare.load.Sample;
import sevenservers.compare.load.Target;
import sevenservers.compare.load.Trial;
import sevenservers.compare.results.Latency;
import sevenservers.compare.results.Outcome;
import sevenservers.compare.results.Use;
import sevenservers.contract.Text;

/**
 * One contender in one scenario: its server, the clients, and what they have found.
 */
final class Entry {

    private static final double BUSY = 0.9;
    private static final int DIGITS = 3;
    private static final double MICRO = 1000;

    private final Trial trial;
    private final Program program;
    private final Servers servers;
    private final Warming warming;
    private final Map<String, List<Double>> rounds = new LinkedHashMap<>();
    private final Histogram latency = new Histogram(DIGITS);
    private Server server;
    private Target target;
    private Load load;
    private boolean warm;
    private long measuredNanos;
    private long cpuNanos;
    private double busyNanos;
    private int threads;
    private long resident;
    private boolean useIsKnown = true;
    private String failure;

    Entry(Trial trial, Program program, Servers servers, Warming warming) {
        this.trial = trial;
        this.program = program;
        this.servers = servers;
        this.warming = warming;
    }

    String contender() {
        return program.contender().id();
    }

    /** Starts the server's process, and does not wait for it. */
    void launch() {
        attempt(() -> server = servers.start(
                program.command(trial.service(), trial.serverOptions())));
    }

    /** Waits for the server, and connects the clients. */
    void connect() {
        attempt(() -> {
            target = server.target();
            load = trial.open(target);
        });
    }

    void warmUp(Duration slice) {
        attempt(() -> warm = warming.warmUp(load, slice));
    }

    /** Whether it need not be warmed up any more. */
    boolean isWarm() {
        return warm || failure != null;
    }

    /** Measures once. */
    void round(Duration time) {
        attempt(() -> {
            long cpuBefore = target.probe().cpuNanos();
            long before = System.nanoTime();
            Sample sample = load.run(time);
            long nanos = System.nanoTime() - before;
            use(target.probe().cpuNanos(), cpuBefore);
            measuredNanos += nanos;
            busyNanos += sample.busy() * nanos;
            if (sample.latency() != null) {
                latency.add(sample.latency());
            }
            sample.values().forEach((measure, value) -> rounds
                    .computeIfAbsent(measure, _ -> new ArrayList<>()).add(value));
        });
    }

    private void use(long cpuAfter, long cpuBefore) {
        int threadsNow = target.probe().threads();
        long residentNow = target.probe().residentBytes();
        useIsKnown &= cpuAfter >= 0 && cpuBefore >= 0;
        cpuNanos += cpuAfter - cpuBefore;
        threads = Math.max(threads, threadsNow);
        resident = Math.max(resident, residentNow);
    }

    /** Ends the connections. The server is ended with all others. */
    void disconnect() {
        if (load != null) {
            load.close();
        }
    }

    /** Whether there is anything to tell. */
    boolean hasOutcome() {
        return failure != null || !rounds.isEmpty();
    }

    Outcome outcome() {
        double cpu = measuredNanos == 0 ? 0 : (double) cpuNanos / measuredNanos;
        double busy = measuredNanos == 0 ? 0 : busyNanos / measuredNanos;
        return new Outcome(trial.scenario().id(), contender(), rounds,
                latency.getTotalCount() == 0 ? null : latency(),
                measuredNanos == 0 || !useIsKnown ? null
                        : new Use(cpu, threads, resident),
                isLoadBound(busy, cpu), failure);
    }

    /** Whether the clients had enough to do, and the server had not. */
    static boolean isLoadBound(double busy, double cpu) {
        return busy > BUSY && cpu < BUSY;
    }

    private Latency latency() {
        return new Latency(latency.getTotalCount(), micros(50), micros(90),
                micros(99), micros(99.9), latency.getMaxValue() / MICRO);
    }

    private double micros(double percentile) {
        return latency.getValueAtPercentile(percentile) / MICRO;
    }

    /** Does nothing once something has failed. */
    private void attempt(Step step) {
        if (failure != null) {
            return;
        }
        try {
            step.run();
        } catch (IOException broken) {
            // What fails because all is ended has not failed.
            if (!servers.isClosed()) {
                failure = reason(broken);
            }
        }
    }

    private String reason(IOException broken) {
        String end = server == null ? null : server.end();
        return end != null ? end
                : Text.escaped(broken.getMessage() == null ? broken.toString()
                        : broken.getMessage());
    }

    private interface Step {

        void run() throws IOException;
    }
}
