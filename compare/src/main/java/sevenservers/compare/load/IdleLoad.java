package sevenservers.compare.load;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Clients that ask once and then nothing more, beside a few that ask all the time.
 * What an idle one costs is found out once, when the server is warm and none of
 * them has been there yet: memory that was once used is not given back.
 */
final class IdleLoad implements Load {

    static final String BYTES = "bytes";
    static final String THREADS = "threads";

    private final Target target;
    private final int idle;
    private final int active;
    private final EchoCrowd crowd;

    IdleLoad(Target target, int idle, int active, int size, Duration patience)
            throws IOException {
        this.target = target;
        this.idle = idle;
        this.active = active;
        crowd = new EchoCrowd(target, new EchoMessages(size), 1, active, patience);
    }

    @Override
    public Sample run(Duration time) throws IOException {
        Map<String, Double> values = new HashMap<>();
        if (crowd.size() == active) {
            values.putAll(connectIdle());
        }
        Window window = crowd.run(active, time);
        crowd.askAll();
        values.put(RATE, window.rate());
        return new Sample(values, window.latency(), window.lap());
    }

    /** What one of them costs, as far as that is known. */
    private Map<String, Double> connectIdle() throws IOException {
        Target.Probe probe = target.probe();
        Map<String, Double> costs = new HashMap<>();
        long bytes = settledBytes();
        int threads = probe.threads();
        crowd.grow(active + idle);
        long bytesNow = settledBytes();
        int threadsNow = probe.threads();
        if (bytes >= 0 && bytesNow >= 0) {
            costs.put(BYTES, (double) (bytesNow - bytes) / idle);
        }
        if (threads >= 0 && threadsNow >= 0) {
            costs.put(THREADS, (double) (threadsNow - threads) / idle);
        }
        return costs;
    }

    /** Without the garbage of those who ask: it is not what idle ones cost. */
    private long settledBytes() throws IOException {
        target.probe().collectGarbage();
        return crowd.pump().settled(target.probe()::residentBytes);
    }

    @Override
    public double warmUp(Duration time) throws IOException {
        return crowd.run(active, time).rate();
    }

    @Override
    public void close() {
        crowd.close();
    }
}
