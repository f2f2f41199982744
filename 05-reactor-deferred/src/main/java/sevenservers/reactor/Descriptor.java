package sevenservers.reactor;

import java.nio.channels.SelectionKey;
import sevenservers.contract.Quietly;

/**
 * A channel that the reactor watches. It says what it is interested in, and is
 * called when that is ready.
 */
abstract sealed class Descriptor implements Event
        permits ListeningPort, Connector, Connection {

    private final Reactor reactor;
    private final SelectionKey key;
    private int interest;
    private boolean closed;

    /** Takes over a channel that is registered with the reactor. */
    Descriptor(Reactor reactor, SelectionKey key) {
        this.reactor = reactor;
        this.key = key;
        interest = key.interestOps();
        key.attach(this);
    }

    /** Called once in a turn, if it is still open. */
    @Override
    public final void process() {
        if (key.isValid()) {
            ready(key.readyOps());
        }
    }

    /** Does what can be done without waiting. */
    abstract void ready(int ops);

    /** The reactor stops: it is to end, in order. */
    abstract void end();

    /** The reactor waits no longer: it is to end without what is unsent. */
    abstract void endNow();

    final Reactor reactor() {
        return reactor;
    }

    final SelectionKey key() {
        return key;
    }

    /** Changes what it is interested in, if that is a change. */
    final void watch(int ops) {
        if (ops != interest && key.isValid()) {
            interest = ops;
            key.interestOps(ops);
        }
    }

    final boolean isClosed() {
        return closed;
    }

    /** Closes the channel; the selector lets go of it when it waits next. */
    final void closeChannel() {
        if (!closed) {
            closed = true;
            Quietly.close(key.channel());
            reactor.closed(this);
        }
    }
}
