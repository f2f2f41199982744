package sevenservers.compare.load;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import sevenservers.contract.Quietly;

/** Waits for all clients' sockets, and lets those do something that can. */
final class Pump {

    private static final int IN = 256 * 1024;

    /** The largest message, and more of small ones than are sent at once. */
    private static final int OUT = 64 * 1024;

    private static final Duration LOOK = Duration.ofMillis(100);
    private static final int LOOKS = 20;

    private final Selector selector = Selector.open();
    private final Consumer<SelectionKey> ready = Pump::ready;
    private final ByteBuffer in = ByteBuffer.allocateDirect(IN);
    private final ByteBuffer out = ByteBuffer.allocateDirect(OUT);
    private final ByteBuffer expected = ByteBuffer.allocateDirect(OUT);
    private final Duration patience;
    private long looked = System.nanoTime();

    /** @param patience how long a client waits for an answer */
    Pump(Duration patience) throws IOException {
        this.patience = patience;
    }

    SelectionKey watch(SocketChannel channel, int interest, Client client)
            throws IOException {
        return channel.register(selector, interest, client);
    }

    /** A buffer to read into, for all clients. */
    ByteBuffer in() {
        return in.clear();
    }

    /** A buffer to write from, for all clients. */
    ByteBuffer out() {
        return out.clear();
    }

    /** A buffer for what should have come, for all clients. */
    ByteBuffer expected() {
        return expected.clear();
    }

    /**
     * Waits until a number no longer changes, or for a while: then the server has
     * come to rest.
     *
     * @return the number
     */
    long settled(LongSupplier number) throws IOException {
        long before = number.getAsLong();
        for (int i = 0; i < LOOKS; i++) {
            turnsFor(LOOK);
            long now = number.getAsLong();
            if (now == before) {
                break;
            }
            before = now;
        }
        return before;
    }

    /** Lets clients work for so long. */
    void turnsFor(Duration time) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - end < 0) {
            turn(end);
        }
    }

    /**
     * Lets those work that can without waiting. The sockets of those that have
     * closed theirs are closed now.
     */
    void turnNow() throws IOException {
        turn(System.nanoTime());
    }

    /** Waits for clients for a while, and lets them work once. */
    void turn() throws IOException {
        turn(System.nanoTime() + patience.toNanos());
    }

    /**
     * Waits for clients until then at most, and lets them work once.
     *
     * @throws InterruptedIOException if the thread is interrupted
     */
    void turn(long until) throws IOException {
        if (Thread.interrupted()) {
            throw new InterruptedIOException("interrupted");
        }
        long now = System.nanoTime();
        // What is left of a millisecond cannot be slept by a selector.
        long millis = TimeUnit.NANOSECONDS.toMillis(
                Math.min(until - now, patience.toNanos() / 4));
        try {
            if (millis > 0) {
                selector.select(ready, millis);
            } else {
                selector.selectNow(ready);
            }
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
        look(now);
    }

    private static void ready(SelectionKey key) {
        try {
            ((Client) key.attachment()).ready();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Looks now and then whether a client has waited for too long. */
    private void look(long now) throws WrongAnswer {
        if (now - looked < patience.toNanos() / 4) {
            return;
        }
        looked = now;
        for (SelectionKey key : selector.keys()) {
            if (key.isValid()) {
                var client = (Client) key.attachment();
                String overdue = client.overdue(now - patience.toNanos());
                if (overdue != null) {
                    throw new WrongAnswer(client + " " + overdue + " for more than "
                            + patience.toMillis() + " ms");
                }
            }
        }
    }

    void close() {
        selector.keys().forEach(key -> Quietly.close(key.channel()));
        Quietly.close(selector);
    }
}
