package sevenservers.compare.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Clients of an echo server, more or fewer as it is wanted. */
final class EchoCrowd {

    /** So many connect at once: no server's queue of new connections overflows. */
    private static final int GROUP = 32;

    private final Target target;
    private final EchoMessages messages;
    private final int depth;
    private final Pump pump;
    private final Tally tally = new Tally();
    private final List<EchoClient> clients = new ArrayList<>();
    private int serials;

    /**
     * Connects the first clients.
     *
     * @param depth how many messages each client has under way
     */
    EchoCrowd(Target target, EchoMessages messages, int depth, int first,
            Duration patience) throws IOException {
        this.target = target;
        this.messages = messages;
        this.depth = depth;
        pump = new Pump(patience);
        try {
            grow(first);
        } catch (IOException | RuntimeException failure) {
            close();
            throw failure;
        }
    }

    /** Connects clients until there are so many, and each has had an answer. */
    void grow(int count) throws IOException {
        while (clients.size() < count) {
            int group = Math.min(count, clients.size() + GROUP);
            while (clients.size() < group) {
                clients.add(newcomer(depth, tally));
            }
            settle();
        }
    }

    /** A client that is not one of the crowd; it asks once. */
    EchoClient newcomer(int itsDepth, Tally itsTally) throws IOException {
        var client = new EchoClient(pump, target.address(), messages, serials++,
                itsDepth, itsTally);
        client.ask(1);
        return client;
    }

    /** Ends the connections of those who came last, until there are so few. */
    void shrink(int count) throws IOException {
        List<EchoClient> last =
                clients.subList(Math.min(count, clients.size()), clients.size());
        last.forEach(EchoClient::close);
        last.clear();
        pump.turnNow();
    }

    /** Lets the first clients ask for so long; at the end all answers are there. */
    Window run(int active, Duration time) throws IOException {
        long before = tally.answered();
        var watch = watch();
        begin(active);
        pump.turnsFor(time);
        Lap lap = watch.lap();
        long answers = tally.answered() - before;
        end();
        return new Window(answers, lap, tally.latency());
    }

    Stopwatch watch() {
        return new Stopwatch(target.probe());
    }

    /** The first clients ask from now on. */
    void begin(int active) throws IOException {
        tally.open();
        for (EchoClient client : clients.subList(0, active)) {
            client.ask(depth);
        }
    }

    /** Nobody asks from now on, and all answers are waited for. */
    void end() throws IOException {
        tally.close();
        settle();
    }

    /** Each client asks once, to see that it is still served. */
    void askAll() throws IOException {
        tally.clear();
        for (int i = 0; i < clients.size(); i++) {
            clients.get(i).ask(1);
            if (i % GROUP == GROUP - 1) {
                settle();
            }
        }
        settle();
    }

    private void settle() throws IOException {
        while (!tally.isSettled()) {
            pump.turn();
        }
    }

    Pump pump() {
        return pump;
    }

    int size() {
        return clients.size();
    }

    void close() {
        pump.close();
    }
}
