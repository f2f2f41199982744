package sevenservers.compare.load;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** Clients that ask all the time: who has its answer asks again. */
final class EchoLoad implements Load {

    static final String RATE = "rate";
    static final String MEGABYTES = "megabytes";

    private static final double MEGA = 1e6;

    private final EchoCrowd crowd;
    private final int size;

    /**
     * Connects the clients.
     *
     * @param size of a message, in bytes
     * @param depth how many messages each client has under way
     */
    EchoLoad(Target target, int clients, int size, int depth, Duration patience)
            throws IOException {
        this.size = size;
        crowd = new EchoCrowd(target, new EchoMessages(size), depth, patience);
        Opening.of(crowd::close, () -> crowd.grow(clients));
    }

    @Override
    public Sample run(Duration time) throws IOException {
        Window window = crowd.run(crowd.size(), time);
        return new Sample(Map.of(RATE, window.rate(),
                MEGABYTES, window.rate() * size / MEGA),
                window.latency(), window.lap().busy());
    }

    @Override
    public double warmUp(Duration time) throws IOException {
        return crowd.run(crowd.size(), time).rate();
    }

    @Override
    public void close() {
        crowd.close();
    }
}
