package sevenservers.reactor;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Standard input and output as a transport, so that a protocol can talk to a person
 * as others talk to a socket. Retells Twisted's class of this name.
 *
 * <p>Java can wait for standard input only by reading it. So a thread does that,
 * and hands each piece over by {@link Reactor#callFromThread}:
 *
 * <pre>
 *  System.in --read()--> thread "console" --callFromThread()--> dataReceived()
 * </pre>
 *
 * <p>It reads on when the protocol has taken the piece, and so input that nobody
 * wants yet stays where it comes from. It ends with the connection, but nothing can
 * wake it from reading; so it is a daemon, which does not keep a process from
 * ending. What is written is written at once: a terminal that takes nothing stops
 * the reactor.
 */
public final class StandardIO implements Transport {

    private static final Logger LOG = LoggerFactory.getLogger(StandardIO.class);
    private static final int CHUNK = 8 * 1024;

    private final Reactor reactor;
    private final Protocol protocol;
    private final InputStream in;
    private final PrintStream out;
    private final Semaphore taken = new Semaphore(0);
    private Runnable waiting;
    private boolean paused;
    private volatile boolean closed;

    private StandardIO(Reactor reactor, Protocol protocol, InputStream in,
            PrintStream out) {
        this.reactor = reactor;
        this.protocol = protocol;
        this.in = in;
        this.out = out;
    }

    /** Ties a protocol to an input and an output, and tells it so. */
    public static StandardIO open(Reactor reactor, Protocol protocol,
            InputStream in, PrintStream out) {
        var made = new StandardIO(reactor, protocol, in, out);
        made.guarded(() -> protocol.makeConnection(made));
        Thread.ofPlatform().daemon().name("console").start(made::copy);
        return made;
    }

    /** What the thread does. */
    private void copy() {
        byte[] bytes = new byte[CHUNK];
        try {
            for (int count; !closed && (count = in.read(bytes)) >= 0;) {
                ByteBuffer data = ByteBuffer.wrap(bytes, 0, count);
                handOver(() -> protocol.dataReceived(data));
            }
            handOver(protocol::readConnectionLost);
        } catch (IOException broken) {
            var told = new IOException(
                    "cannot read standard input: " + broken.getMessage(), broken);
            reactor.callFromThread(() -> lose(new Reason.Lost(told)));
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void handOver(Runnable input) throws InterruptedException {
        if (!closed) {
            reactor.callFromThread(() -> {
                waiting = input;
                takeInput();
            });
            taken.acquire();
        }
    }

    private void takeInput() {
        if (waiting != null && !paused && !closed) {
            Runnable input = waiting;
            waiting = null;
            guarded(input);
            taken.release();
        }
    }

    private void guarded(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | Error failure) {
            LOG.error("the protocol of the console has failed", failure);
            lose(new Reason.Failed(failure));
        }
    }

    @Override
    public void write(ByteBuffer data, UnaryOperator<ByteBuffer> keep) {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        if (!closed) {
            out.write(bytes, 0, bytes.length);
            if (out.checkError()) {
                lose(new Reason.Lost(
                        new IOException("cannot write to standard output")));
            }
        }
    }

    @Override
    public void writeSequence(List<ByteBuffer> data) {
        data.forEach(this::write);
    }

    /** Always 0, for writing waits. */
    @Override
    public long unsent() {
        return 0;
    }

    @Override
    public void discardUnsent() {
    }

    @Override
    public void loseConnection() {
        lose(new Reason.Done());
    }

    @Override
    public void abortConnection() {
        lose(new Reason.Aborted());
    }

    /** Nothing happens: standard output stays open. */
    @Override
    public void loseWriteConnection() {
    }

    private void lose(Reason reason) {
        if (!closed) {
            closed = true;
            taken.release();
            reactor.enqueue(() -> protocol.connectionLost(reason));
        }
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    /** Null: there is no address. */
    @Override
    public InetSocketAddress getHost() {
        return null;
    }

    /** Null: there is no address. */
    @Override
    public InetSocketAddress getPeer() {
        return null;
    }

    /** Nothing happens: there are never unsent bytes. */
    @Override
    public void setWriteTimeout(Duration limit) {
    }

    /** Nothing happens: there is no socket. */
    @Override
    public <T> void setOption(SocketOption<T> option, T value) {
    }

    /** Nothing happens: the producer need never be paused. */
    @Override
    public void registerProducer(Producer producer) {
    }

    @Override
    public void unregisterProducer() {
    }

    @Override
    public void pauseProducing() {
        paused = true;
    }

    @Override
    public void resumeProducing() {
        paused = false;
        reactor.callLater(Duration.ZERO, this::takeInput);
    }

    @Override
    public void stopProducing() {
        loseConnection();
    }
}
