package sevenservers.reactor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sevenservers.contract.Quietly;
import sevenservers.contract.ServerLog;

/**
 * The loop that waits for whatever may happen, to sockets or in time, and has it
 * handled, one event after the other. It and all that belongs to it is for the one
 * thread that calls {@link #run()}; only {@link #callFromThread} is for others.
 *
 * <p>Retells Twisted's reactor; the loop is {@link #turn()}. There is not one for
 * the whole program, so that two servers, or two tests, can live in one.
 *
 * <pre>
 *  OPEN --stop()--> STOPPING --all before is done--> DISCONNECTING --> ENDED
 * </pre>
 */
public final class Reactor implements Timers, AutoCloseable {

    /** How long {@link #stop()} lets unsent bytes leave. */
    public static final Duration GRACE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Reactor.class);
    private static final int READ_AT_ONCE = 64 * 1024;

    private enum State {
        OPEN, STOPPING, DISCONNECTING, ENDED
    }

    private final Selector selector;
    private final TimerQueue timers;
    private final List<Event> events = new ArrayList<>();
    private final List<Event> fromThreads = new ArrayList<>();
    private final Consumer<SelectionKey> collect = this::collect;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(READ_AT_ONCE);
    private final List<Supplier<Deferred<Void>>> beforeShutdown = new ArrayList<>();
    private final List<Runnable> afterShutdown = new ArrayList<>();
    private final List<ListeningPort> ports = new ArrayList<>();
    private final ServerLog log = new ServerLog("05.reactor");
    private State state = State.OPEN;
    private boolean ran;
    private boolean interrupted;
    private int channels;
    private int turns;

    /** @throws IOException if the system has no descriptor left */
    public Reactor() throws IOException {
        this(System::nanoTime);
    }

    /**
     * A reactor whose timers go by another clock. It still waits in real time: who
     * moves the clock has to wake it, by {@link #callFromThread}.
     *
     * @param nanoTime a clock that is never set back, in nanoseconds
     * @throws IOException if the system has no descriptor left
     */
    public Reactor(LongSupplier nanoTime) throws IOException {
        selector = Selector.open();
        timers = new TimerQueue(nanoTime);
    }

    /**
     * Handles events until {@link #stop()} is called, or the thread is interrupted,
     * and then until the last connection has ended.
     *
     * @throws IOException if it cannot wait for sockets any more
     * @throws IllegalStateException if it has been run before
     */
    public void run() throws IOException {
        if (ran || state == State.ENDED) {
            throw new IllegalStateException("a reactor runs once");
        }
        ran = true;
        try {
            while (state != State.DISCONNECTING || channels > 0) {
                turn();
            }
        } finally {
            close();
        }
        for (int i = 0; i < afterShutdown.size(); i++) {
            process(afterShutdown.get(i)::run);
        }
        Unhandled.reportAll(Thread.currentThread());
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Runs until a program's main promise has come to something, and then stops. If
     * it is stopped before, it cancels the promise. Retells Twisted's
     * {@code task.react}.
     *
     * @throws IOException if the promise fails, or was cancelled
     */
    public <T> T runUntil(Deferred<T> promise) throws IOException {
        var result = new AtomicReference<Result<T>>(
                new Result.Failure<>(new CancelledException()));
        Deferred<Void> kept = promise.addBoth(come -> {
            result.set(come);
            stop();
            return null;
        });
        beforeShutdown(() -> {
            kept.cancel();
            return Deferred.succeed(null);
        });
        run();
        try {
            return result.get().get();
        } catch (IOException | RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new IOException(failure.getMessage(), failure);
        }
    }

    /**
     * One turn of the loop. What is handled may append further events, such as the
     * end of a connection, which then belong to the same turn.
     */
    void turn() throws IOException {
        turns++;
        waitForEvents(timeUntilNextTimedEvent());
        timers.takeDue(events);
        takeCallsFromThreads();
        for (int i = 0; i < events.size(); i++) {
            process(events.get(i));
        }
        events.clear();
    }

    /** In milliseconds, and rounded up, because nothing may happen too early. */
    private long timeUntilNextTimedEvent() {
        if (!events.isEmpty()) {
            return 0;
        }
        long nanos = timers.nanosUntilNext();
        return nanos <= 0 ? 0 : Math.ceilDiv(nanos, 1_000_000);
    }

    private void waitForEvents(long millis) throws IOException {
        if (millis == 0) {
            selector.selectNow(collect);
        } else {
            selector.select(collect, millis);
        }
        if (Thread.interrupted()) {
            interrupted = true;
            stop();
        }
    }

    private void collect(SelectionKey ready) {
        events.add((Event) ready.attachment());
    }

    private void takeCallsFromThreads() {
        synchronized (fromThreads) {
            events.addAll(fromThreads);
            fromThreads.clear();
        }
    }

    private static void process(Event event) {
        try {
            event.process();
        } catch (RuntimeException | Error failure) {
            LOG.error("a call has failed", failure);
        }
    }

    @Override
    public DelayedCall callLater(Duration delay, Runnable call) {
        return timers.callLater(delay, call);
    }

    @Override
    public long nanoTime() {
        return timers.nanoTime();
    }

    /**
     * Has something done in the reactor's thread, soon; the way in for every other
     * thread. Once the reactor has ended, nothing happens.
     */
    public void callFromThread(Runnable call) {
        if (selector.isOpen()) {
            synchronized (fromThreads) {
                fromThreads.add(call::run);
            }
            selector.wakeup();
        }
    }

    /**
     * Listens at an address, and has a protocol made for every client.
     *
     * @throws IOException if the address is taken or not this machine's
     */
    public ListeningPort listenTCP(InetSocketAddress address, Factory factory)
            throws IOException {
        var port = ListeningPort.open(this, address, factory);
        ports.add(port);
        return port;
    }

    /**
     * Begins to connect, and has a protocol made when the connection stands. The
     * factory is not called before this returns.
     *
     * @param patience how long it may take until the connection stands
     * @throws IOException if there is no descriptor left, or the reactor stops
     * @throws IllegalArgumentException if the patience is negative
     */
    public Connector connectTCP(InetSocketAddress address, Duration patience,
            ClientFactory factory) throws IOException {
        var connector = Connector.open(this, address, patience, factory);
        connector.begin();
        return connector;
    }

    /**
     * Has something done when the reactor is told to stop, while everything still
     * works. The reactor waits for the deferred that it returns. Once the reactor
     * has been told to, it is too late.
     */
    public void beforeShutdown(Supplier<Deferred<Void>> trigger) {
        beforeShutdown.add(trigger);
    }

    /** Has something done when all has ended. */
    public void afterShutdown(Runnable trigger) {
        afterShutdown.add(trigger);
    }

    /** Ends the loop as {@link #stop(Duration)} does, with {@link #GRACE}. */
    public void stop() {
        stop(GRACE);
    }

    /**
     * Ends the loop: has done what is to be done before; then ends listening, and
     * every connection when its unsent bytes have left. Nothing happens if it is
     * stopping already.
     *
     * @param grace what is unsent so long afterwards is lost
     * @throws IllegalArgumentException if the grace is negative
     */
    public void stop(Duration grace) {
        if (grace.isNegative()) {
            throw new IllegalArgumentException("a grace of " + grace);
        }
        if (state != State.OPEN) {
            return;
        }
        state = State.STOPPING;
        var triggers = List.copyOf(beforeShutdown);
        Deferred.gatherResults(triggers.stream().map(Reactor::begun).toList())
                .addCallback(_ -> {
                    disconnectAll(grace);
                    return null;
                });
    }

    private static Deferred<Void> begun(Supplier<Deferred<Void>> trigger) {
        return Deferred.<Void>succeed(null).chainCallback(_ -> trigger.get())
                .addErrback(failure -> {
                    LOG.error("what was to be done before the end failed", failure);
                    return null;
                });
    }

    private void disconnectAll(Duration grace) {
        state = State.DISCONNECTING;
        descriptors().forEach(one -> enqueue(one::end));
        callLater(grace, () -> descriptors().forEach(one -> enqueue(one::endNow)));
    }

    private List<Descriptor> descriptors() {
        return selector.keys().stream().filter(SelectionKey::isValid)
                .map(key -> (Descriptor) key.attachment()).toList();
    }

    /**
     * Closes a reactor that is not to run, without an event. One that has run is
     * closed already.
     */
    @Override
    public void close() {
        state = State.ENDED;
        if (selector.isOpen()) {
            descriptors().forEach(Descriptor::closeChannel);
            Quietly.close(selector);
        }
    }

    /** Has something done in this turn, when all that comes before it is done. */
    void enqueue(Event event) {
        events.add(event);
    }

    SelectionKey register(SelectableChannel channel, int ops) throws IOException {
        if (state == State.DISCONNECTING || state == State.ENDED) {
            throw new IOException("the reactor has stopped");
        }
        channel.configureBlocking(false);
        SelectionKey key = channel.register(selector, ops);
        channels++;
        return key;
    }

    /** A channel was closed, which frees a descriptor. */
    void closed(Descriptor descriptor) {
        channels--;
        if (descriptor instanceof ListeningPort port) {
            ports.remove(port);
        }
        ports.forEach(ListeningPort::acceptAgain);
    }

    /** An empty buffer for what is read in one event. */
    ByteBuffer buffer() {
        return buffer.clear();
    }

    int turns() {
        return turns;
    }

    ServerLog log() {
        return log;
    }
}
