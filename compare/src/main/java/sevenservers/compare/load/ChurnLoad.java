package sevenservers.compare.load;

import java.io.IOException;
import java.time.Duration;

/** Clients that connect, ask once, and end; for each that ends a new one comes. */
final class ChurnLoad implements Load {

    private final Target target;
    private final EchoMessages messages;
    private final int atOnce;
    private final Pump pump;
    private final Tally tally = new Tally();
    private int serials;

    /** @param size of a message, in bytes */
    ChurnLoad(Target target, int atOnce, int size, Duration patience)
            throws IOException {
        this.target = target;
        this.atOnce = atOnce;
        messages = new EchoMessages(size);
        pump = new Pump(patience);
    }

    @Override
    public Sample run(Duration time) throws IOException {
        tally.open();
        long before = tally.answered();
        var watch = new Stopwatch(target.probe());
        for (int i = 0; i < atOnce; i++) {
            visit();
        }
        pump.turnsFor(time);
        Lap lap = watch.lap();
        long count = tally.answered() - before;
        tally.close();
        while (!tally.isSettled()) {
            pump.turn();
        }
        pump.turnNow();
        return new Window(count, lap, tally.latency()).sample();
    }

    private void visit() throws IOException {
        new Visit(serials++).ask(1);
    }

    @Override
    public void close() {
        pump.close();
    }

    /** A client that leaves when it has its answer. */
    private final class Visit extends EchoClient {

        Visit(int serial) throws IOException {
            super(pump, target.address(), messages, serial, 1, tally);
        }

        @Override
        void answered(int count) throws IOException {
            close();
            if (tally.isOpen()) {
                visit();
            }
        }
    }
}
