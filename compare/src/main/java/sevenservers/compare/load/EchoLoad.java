package sevenservers.compare.load;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** Clients that ask all the time: who has its answer asks again. */
final class EchoLoad implements Load {

    private final EchoCrowd crowd;
    private final double worth;

    /**
     * Connects the clients.
     *
     * @param size of a message, in bytes
     * @param depth how many messages each client has under way
     * @param worth what an answer adds to the rate: 1, or its megabytes
     */
    EchoLoad(Target target, int clients, int size, int depth, double worth,
            Duration patience) throws IOException {
        this.worth = worth;
        crowd = new EchoCrowd(target, new EchoMessages(size), depth, clients,
                patience);
    }

    @Override
    public Sample run(Duration time) throws IOException {
        Window window = crowd.run(crowd.size(), time);
        return new Sample(Map.of(RATE, window.rate() * worth), window.latency(),
                window.lap());
    }

    @Override
    public void close() {
        crowd.close();
    }
}
