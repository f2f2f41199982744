package sevenservers.reactor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import sevenservers.contract.Limits;
import sevenservers.contract.OutboundQueue;

/**
 * The transport over one socket, and the life of the connection:
 *
 * <pre>
 *  OPEN --loseConnection(), FIN--> FLUSHING --all sent--> LINGERING --> CLOSED
 *   |  `--write timeout-----------------------------------^  FIN or 1 s ^
 *   `------------------------reset, abortConnection()-------------------'
 * </pre>
 *
 * <p>The protocol is told the end when LINGERING begins, or CLOSED if that comes
 * first. What lingers is the socket alone: to close it while input is unread would
 * be a reset, which takes from the other side what it has not read yet. After a FIN
 * there is nothing to wait for, and LINGERING takes no time.
 */
final class Connection extends Descriptor implements Transport {

    private enum State {
        OPEN, FLUSHING, LINGERING, CLOSED
    }

    private final SocketChannel channel;
    private final Protocol protocol;
    private final InetSocketAddress host;
    private final InetSocketAddress peer;
    private final OutboundQueue unsent = new OutboundQueue();
    private State state = State.OPEN;

    /** Why it ends, as far as is known, and whether the protocol knows. */
    private Reason reason = new Reason.Done();
    private boolean told;

    /** Whether input is not wanted now, and whether it has come to its end. */
    private boolean paused;
    private boolean finished;

    /** Whether nothing more is to be sent, and whether the other side knows. */
    private boolean halfClosing;
    private boolean halfClosed;

    /** Whether writing has found the connection broken. */
    private boolean deaf;

    /** The reactor's turn in which something was last sent at once. */
    private int lastSent = -1;

    private Producer producer;
    private Duration writeTimeout;
    private DelayedCall clock;

    /** Takes over the registered channel of a connection that stands. */
    Connection(Reactor reactor, SelectionKey key, Protocol protocol)
            throws IOException {
        super(reactor, key);
        this.protocol = protocol;
        channel = (SocketChannel) key.channel();
        host = (InetSocketAddress) channel.getLocalAddress();
        peer = (InetSocketAddress) channel.getRemoteAddress();
        updateInterest();
    }

    /** Tells the protocol that it has a connection. */
    void begin() {
        guarded(() -> protocol.makeConnection(this));
    }

    @Override
    void ready(int ops) {
        try {
            if ((ops & SelectionKey.OP_WRITE) != 0) {
                flush();
            }
            if ((ops & SelectionKey.OP_READ) != 0) {
                read();
            }
        } catch (RuntimeException | Error failure) {
            failed(failure);
        }
    }

    private void read() {
        if (!wantsInput()) {
            return;
        }
        ByteBuffer buffer = reactor().buffer();
        int count;
        try {
            count = channel.read(buffer);
        } catch (IOException reset) {
            broken(reset);
            close();
            return;
        }
        if (count < 0) {
            finished();
        } else if (state == State.OPEN) {
            protocol.dataReceived(buffer.flip());
        }
    }

    /** What comes while the connection ends is read, too, and dropped. */
    private boolean wantsInput() {
        return switch (state) {
            case OPEN -> !paused && !finished;
            case FLUSHING, LINGERING -> !finished;
            case CLOSED -> false;
        };
    }

    private void finished() {
        finished = true;
        updateInterest();
        if (deaf || state == State.LINGERING) {
            close();
        } else if (state == State.OPEN) {
            protocol.readConnectionLost();
            if (halfClosed) {
                loseConnection();
            }
        }
    }

    private void flush() {
        if (unsent.isEmpty()) {
            return;
        }
        try {
            if (unsent.writeTo(channel) == 0) {
                return;
            }
        } catch (IOException reset) {
            deafen(reset);
        }
        if (!told) {
            guarded(protocol::dataSent);
        }
        if (unsent.isEmpty()) {
            stopClock();
            drained();
        } else if (writeTimeout != null) {
            clock.reset(writeTimeout);
        }
    }

    private void drained() {
        if (!unsent.isEmpty()) {
            return;
        }
        updateInterest();
        endIfSent();
        if (state == State.OPEN) {
            halfCloseIfSent();
            if (producer != null) {
                guarded(producer::resumeProducing);
            }
        }
    }

    /**
     * The first bytes of a turn are sent at once, and need no copy. Those that
     * follow are gathered, and leave together in the next turn.
     */
    @Override
    public void write(ByteBuffer data, UnaryOperator<ByteBuffer> keep) {
        if (!isDeaf() && unsent.isEmpty() && lastSent != reactor().turns()) {
            lastSent = reactor().turns();
            try {
                channel.write(data);
            } catch (IOException reset) {
                deafen(reset);
            }
        }
        if (isDeaf()) {
            drop(data);
        } else if (data.hasRemaining()) {
            queue(keep.apply(data));
        }
    }

    /** It is taken out of the buffer as if it had been sent. */
    private static void drop(ByteBuffer data) {
        data.position(data.limit());
    }

    @Override
    public void writeSequence(List<ByteBuffer> data) {
        data.forEach(part -> {
            if (isDeaf()) {
                drop(part);
            } else if (part.hasRemaining()) {
                queue(Transport.copy(part));
            }
        });
    }

    private boolean isDeaf() {
        return deaf || halfClosing || state != State.OPEN;
    }

    private void queue(ByteBuffer kept) {
        boolean first = unsent.isEmpty();
        unsent.add(kept);
        if (first) {
            awaitProgress();
            updateInterest();
            if (producer != null) {
                producer.pauseProducing();
            }
        }
    }

    /**
     * No write succeeds any more. But lines may have come before the reset, and so
     * it is reading that finds the end.
     */
    private void deafen(IOException reset) {
        broken(reset);
        deaf = true;
        unsent.clear();
        reactor().enqueue(this::tellDeafened);
        if (finished) {
            loseConnection();
        }
    }

    private void tellDeafened() {
        if (!told) {
            guarded(protocol::writeConnectionLost);
        }
    }

    private void broken(IOException reset) {
        if (reason instanceof Reason.Done) {
            reason = new Reason.Lost(reset);
        }
    }

    @Override
    public long unsent() {
        return unsent.size();
    }

    @Override
    public void discardUnsent() {
        if (!unsent.isEmpty()) {
            unsent.clear();
            stopClock();
            reactor().enqueue(this::drained);
        }
    }

    @Override
    public void setWriteTimeout(Duration limit) {
        writeTimeout = limit;
        if (!unsent.isEmpty()) {
            awaitProgress();
        }
    }

    private void awaitProgress() {
        if (writeTimeout != null) {
            stopClock();
            clock = reactor().callLater(writeTimeout, this::stalled);
        }
    }

    private void stalled() {
        reason = new Reason.TimedOut(writeTimeout);
        endNow();
    }

    private void stopClock() {
        if (clock != null) {
            clock.cancel();
        }
    }

    @Override
    public void loseConnection() {
        if (state == State.OPEN) {
            state = State.FLUSHING;
            updateInterest();
            reactor().enqueue(this::endIfSent);
        }
    }

    @Override
    public void abortConnection() {
        reason = new Reason.Aborted();
        loseConnection();
        discardUnsent();
    }

    @Override
    public void loseWriteConnection() {
        halfClosing = true;
        reactor().enqueue(this::halfCloseIfSent);
    }

    private void halfCloseIfSent() {
        if (halfClosing && !halfClosed && state == State.OPEN && unsent.isEmpty()) {
            halfClosed = true;
            try {
                channel.shutdownOutput();
            } catch (IOException reset) {
                deafen(reset);
            }
            if (finished) {
                loseConnection();
            }
        }
    }

    private void endIfSent() {
        if (state != State.FLUSHING || !unsent.isEmpty()) {
            return;
        }
        if (reason instanceof Reason.Aborted) {
            setOption(StandardSocketOptions.SO_LINGER, 0);
            close();
        } else if (finished || deaf) {
            close();
        } else {
            linger();
        }
    }

    private void linger() {
        stopClock();
        state = State.LINGERING;
        clock = reactor().callLater(Limits.LINGER, this::close);
        try {
            channel.shutdownOutput();
        } catch (IOException reset) {
            broken(reset);
            close();
        }
        updateInterest();
        tell();
    }

    private void close() {
        if (state != State.CLOSED) {
            state = State.CLOSED;
            stopClock();
            unsent.clear();
            closeChannel();
            tell();
        }
    }

    private void tell() {
        if (told) {
            return;
        }
        told = true;
        if (producer != null) {
            lastCall(producer::stopProducing);
        }
        lastCall(() -> protocol.connectionLost(reason));
    }

    private void lastCall(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | Error failure) {
            reactor().log().handlerFailed(peer, failure);
        }
    }

    private void guarded(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | Error failure) {
            failed(failure);
        }
    }

    /** The protocol is of no use any more, but what it has said is still sent. */
    private void failed(Throwable failure) {
        reactor().log().handlerFailed(peer, failure);
        if (!(reason instanceof Reason.Aborted)) {
            reason = new Reason.Failed(failure);
        }
        loseConnection();
        tell();
    }

    @Override
    void end() {
        loseConnection();
    }

    @Override
    void endNow() {
        unsent.clear();
        loseConnection();
        endIfSent();
    }

    @Override
    public boolean isOpen() {
        return state == State.OPEN;
    }

    @Override
    public InetSocketAddress getHost() {
        return host;
    }

    @Override
    public InetSocketAddress getPeer() {
        return peer;
    }

    @Override
    public <T> void setOption(SocketOption<T> option, T value) {
        try {
            channel.setOption(option, value);
        } catch (IOException reset) {
            // Reading will find it.
        }
    }

    @Override
    public void registerProducer(Producer registered) {
        if (producer != null) {
            throw new IllegalStateException("there is a producer already");
        }
        producer = registered;
        if (told) {
            producer.stopProducing();
        } else if (!unsent.isEmpty()) {
            producer.pauseProducing();
        }
    }

    @Override
    public void unregisterProducer() {
        producer = null;
    }

    @Override
    public void pauseProducing() {
        paused = true;
        updateInterest();
    }

    @Override
    public void resumeProducing() {
        paused = false;
        updateInterest();
    }

    @Override
    public void stopProducing() {
        loseConnection();
    }

    private void updateInterest() {
        watch((wantsInput() ? SelectionKey.OP_READ : 0)
                | (unsent.isEmpty() ? 0 : SelectionKey.OP_WRITE));
    }
}
