package sevenservers.asyncore;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sevenservers.contract.Deadlines;
import sevenservers.contract.HostPort;
import sevenservers.contract.Limits;
import sevenservers.contract.OutboundQueue;
import sevenservers.contract.Quietly;

/**
 * One channel, wrapped to look like a socket, and the events that can happen to it.
 * A subclass overrides the handlers of the events that it cares for; no handler may
 * wait.
 *
 * <p>Retells {@code asyncore.dispatcher}. The life of a connection:
 *
 * <pre>
 *  OPEN --closeWhenSent()--> FLUSHING --all sent--> LINGERING --> CLOSED
 *   |  `-----closeGently()----------------------------^ FIN or 1 s ^
 *   `----------------------close()---------------------------------'
 * </pre>
 *
 * <p>After a FIN there is nothing to wait for, and LINGERING takes no time.
 */
public abstract class Dispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    /** NEW is who has no channel yet. */
    private enum State {
        NEW, OPEN, FLUSHING, LINGERING, CLOSED
    }

    private final Loop loop;
    private SelectableChannel channel;
    private SelectionKey key;
    private InetSocketAddress bound;
    private InetSocketAddress peer;
    private Deadlines.Deadline lingering;
    private State state = State.NEW;
    private boolean listening;
    private boolean connecting;
    private boolean connected;

    /** Whether reading has found the end of the stream, or a reset. */
    private boolean finished;

    /** Whether writing has found the connection broken. */
    private boolean deaf;

    /** The interest ops that the key has, and whether they may be wrong by now. */
    private int watched;
    private boolean changed;

    /** A dispatcher that is yet to create its socket. */
    protected Dispatcher(Loop loop) {
        this.loop = loop;
    }

    /**
     * A dispatcher for a connection, registered with the loop.
     *
     * @throws IOException if the connection is broken already; it is closed then
     */
    protected Dispatcher(Loop loop, SocketChannel channel) throws IOException {
        this.loop = loop;
        peer = (InetSocketAddress) channel.getRemoteAddress();
        connected = true;
        register(channel);
    }

    /**
     * Makes a socket to {@link #connect} with, and registers it with the loop.
     *
     * @throws IOException if the system has no descriptor left
     */
    public final void createSocket() throws IOException {
        register(SocketChannel.open());
    }

    /**
     * Makes a socket to {@link #listen} with, and registers it with the loop. In
     * Python that is the same kind of socket, in Java a class of its own.
     *
     * @throws IOException if the system has no descriptor left
     */
    public final void createServerSocket() throws IOException {
        register(ServerSocketChannel.open()
                .setOption(StandardSocketOptions.SO_REUSEADDR, true));
    }

    /**
     * Gives the socket its own address. Java binds a socket that is to listen in
     * the same call that makes it listen, so that {@link #listen} is what fails.
     *
     * @throws IOException if the address is taken or not this machine's
     */
    public final void bind(InetSocketAddress address) throws IOException {
        if (channel instanceof SocketChannel socket) {
            socket.bind(address);
        } else {
            bound = address;
        }
    }

    /**
     * Lets clients connect.
     *
     * @param backlog how many the system keeps waiting for {@link #accept}
     * @throws IOException if the address is taken or not this machine's
     */
    public final void listen(int backlog) throws IOException {
        ((ServerSocketChannel) channel).bind(bound, backlog);
        listening = true;
        changed();
    }

    /**
     * Begins to connect; {@link #handleConnect} or {@link #handleError} follows,
     * perhaps before this method returns.
     */
    public final void connect(InetSocketAddress address) {
        peer = address;
        connecting = true;
        changed();
        try {
            if (((SocketChannel) channel).connect(address)) {
                connected();
            }
        } catch (IOException | RuntimeException | Error failure) {
            failed(failure);
        }
    }

    /**
     * The connection of the next client, or null if none is waiting.
     *
     * @throws IOException if the system has no descriptor left
     */
    public final SocketChannel accept() throws IOException {
        return ((ServerSocketChannel) channel).accept();
    }

    /**
     * Sends what the socket takes at once. For a connection that is broken that is
     * everything, and it is lost: the connection may still hold input from before
     * it broke, and it is reading that finds the end ({@link #handleClose}).
     *
     * @return the number of bytes taken
     */
    public int send(ByteBuffer data) {
        if (!deaf) {
            try {
                return ((SocketChannel) channel).write(data);
            } catch (IOException broken) {
                deafened();
            }
        }
        int lost = data.remaining();
        data.position(data.limit());
        return lost;
    }

    /** Sends from a queue what the socket takes at once, as {@link #send} does. */
    final long send(OutboundQueue unsent, int most) {
        if (!deaf) {
            try {
                return unsent.writeTo((SocketChannel) channel, most);
            } catch (IOException broken) {
                deafened();
            }
        }
        unsent.clear();
        return 0;
    }

    private void deafened() {
        deaf = true;
        handleDeaf();
    }

    /**
     * Reads what has come. At the end {@link #handleClose} is called from here,
     * once.
     *
     * @return the number of bytes read, -1 at the end
     */
    public final int recv(ByteBuffer data) {
        if (finished || isClosed()) {
            return -1;
        }
        try {
            int count = ((SocketChannel) channel).read(data);
            if (count >= 0) {
                return count;
            }
        } catch (IOException broken) {
            deaf = true;
        }
        if (deaf) {
            connected = false;
        }
        finished = true;
        handleClose();
        return -1;
    }

    /**
     * Sends one byte out of band. Whether the other side notices is its own affair:
     * see {@link #handleOob}.
     *
     * @throws IOException if the connection is broken or takes nothing now
     */
    public final void sendOob(int urgent) throws IOException {
        ((SocketChannel) channel).socket().sendUrgentData(urgent);
    }

    /**
     * Whether out-of-band bytes are to come in line with all others, and not to be
     * dropped, as they are by default.
     *
     * @throws IOException if the connection is broken
     */
    public final void setOobInline(boolean inline) throws IOException {
        ((SocketChannel) channel).socket().setOOBInline(inline);
    }

    /**
     * Ends what is sent, drops input until the other side ends or for 1 s, and
     * closes. To close at once while some input is unread would be a reset, which
     * takes from the other side what it has not read yet.
     */
    public final void closeGently() {
        if (state != State.OPEN && state != State.FLUSHING) {
            return;
        }
        if (finished || !connected) {
            close();
            return;
        }
        state = State.LINGERING;
        lingering = deadline(this::close);
        lingering.in(Limits.LINGER);
        changed();
        handleEnd();
        try {
            ((SocketChannel) channel).shutdownOutput();
        } catch (IOException broken) {
            close();
        }
    }

    /** Closes the channel at once, and with it the dispatcher. */
    public void close() {
        if (state == State.NEW || state == State.CLOSED) {
            return;
        }
        boolean ended = state == State.LINGERING;
        state = State.CLOSED;
        if (lingering != null) {
            lingering.clear();
        }
        Quietly.close(channel);
        loop.closed();
        if (!ended) {
            handleEnd();
        }
    }

    /**
     * Whether the other side's input is wanted. Asked again after every event, and
     * after {@link #changed()}.
     */
    protected boolean readable() {
        return true;
    }

    /**
     * Whether there is something to send. Asked again after every event, and after
     * {@link #changed()}. In asyncore the answer is yes unless overridden, and its
     * loop then never rests.
     */
    protected boolean writable() {
        return false;
    }

    /** There is input: {@link #recv} will have some. */
    protected void handleRead() throws IOException {
        throw unhandled("read");
    }

    /** The socket has room: {@link #send} will take some. */
    protected void handleWrite() throws IOException {
        throw unhandled("write");
    }

    /**
     * There is out-of-band input. This handler is never called: Java's selectors do
     * not report such input. What Java has is {@link #sendOob}, and for the
     * receiver the choice of {@link #setOobInline}: such a byte is dropped, or it
     * comes with all others and nothing tells it apart.
     */
    protected void handleOob() throws IOException {
        throw unhandled("out-of-band");
    }

    /** A client waits to be accepted. */
    protected void handleAccept() throws IOException {
        SocketChannel client = accept();
        if (client != null) {
            accepted(client);
        }
    }

    /**
     * A client was accepted: the place to make a dispatcher for it. Should this
     * fail, the client's channel is closed, without an event.
     */
    protected void handleAccepted(SocketChannel client) throws IOException {
        client.close();
        throw unhandled("accept");
    }

    /** The connection that {@link #connect} began stands. */
    protected void handleConnect() throws IOException {
    }

    /**
     * The other side has ended: it sends no more, though it may still read
     * ({@link #isConnected()} tells), or the connection is broken.
     */
    protected void handleClose() {
        close();
    }

    /**
     * A handler threw, or the socket could not be connected. That ends this one
     * dispatcher and no other.
     */
    protected void handleError(Throwable failure) {
        LOG.error("{} closed by an error", this, failure);
        close();
    }

    /**
     * Writing has found the connection broken, and from now on what is sent is
     * lost. It is still reading that finds the end.
     */
    protected void handleDeaf() {
    }

    /**
     * From now on nothing is sent. Called once in a connection's life, before or
     * while it is closed.
     */
    protected void handleEnd() {
    }

    /**
     * To be called when what {@link #readable()} or {@link #writable()} answer may
     * have changed otherwise than in an event of this dispatcher.
     */
    public final void changed() {
        if (!changed) {
            changed = true;
            loop.changed(this);
        }
    }

    /**
     * A deadline of the loop, not set yet, whose action is one more event. There
     * are no events once the dispatcher is closed.
     */
    protected final Deadlines.Deadline deadline(Runnable action) {
        return loop.deadlines().deadline(() -> {
            if (isClosed()) {
                return;
            }
            try {
                action.run();
            } catch (RuntimeException | Error failure) {
                failed(failure);
            }
            changed();
        });
    }

    /** Whether it has a channel, and nobody has asked to close it yet. */
    public final boolean isOpen() {
        return state == State.OPEN;
    }

    /** Whether it closes when what is unsent has been sent. */
    final boolean isFlushing() {
        return state == State.FLUSHING;
    }

    /** Whether what is sent may still reach the other side. */
    protected final boolean mayReach() {
        return isSending() && !deaf;
    }

    /** From now on what is unsent is all that is still to be sent. */
    final void flush() {
        state = State.FLUSHING;
        changed();
    }

    /** Whether its channel is closed. */
    public final boolean isClosed() {
        return state == State.CLOSED;
    }

    /** Whether there is a connection, as far as is known. */
    public final boolean isConnected() {
        return connected;
    }

    /** The loop that it is registered with. */
    public final Loop loop() {
        return loop;
    }

    /** The other side's address, null for a socket that listens. */
    public final InetSocketAddress peer() {
        return peer;
    }

    /**
     * The socket's own address.
     *
     * @throws IOException if the socket is closed
     */
    public final InetSocketAddress address() throws IOException {
        return (InetSocketAddress) ((NetworkChannel) channel).getLocalAddress();
    }

    /** The dispatcher in words that are safe in a log. */
    @Override
    public String toString() {
        Class<?> kind = getClass();
        String name = (kind.isAnonymousClass() ? kind.getSuperclass() : kind)
                .getSimpleName();
        return peer == null ? name : name + " of " + HostPort.format(peer);
    }

    private void register(SelectableChannel opened) throws IOException {
        try {
            if (state != State.NEW) {
                throw new IllegalStateException("a dispatcher has one channel");
            }
            opened.configureBlocking(false);
            key = opened.register(loop.selector(), 0, this);
        } catch (IOException | RuntimeException failure) {
            Quietly.close(opened);
            throw failure;
        }
        channel = opened;
        state = State.OPEN;
        changed();
    }

    /** Hands a client on, and keeps no channel that nobody takes care of. */
    final void accepted(SocketChannel client) throws IOException {
        try {
            handleAccepted(client);
        } catch (IOException | RuntimeException | Error failure) {
            loop.abandon(client);
            throw failure;
        }
    }

    /** Called by the loop, once in a turn, when the channel is ready. */
    final void handleReady() {
        if (key.isValid()) {
            changed();
            try {
                handleEvents(key.readyOps());
            } catch (IOException | RuntimeException | Error failure) {
                failed(failure);
            }
        }
    }

    private void handleEvents(int ready) throws IOException {
        if (connecting) {
            ((SocketChannel) channel).finishConnect();
            connected();
            return;
        }
        if ((ready & SelectionKey.OP_ACCEPT) != 0) {
            handleAccept();
        }
        if ((ready & SelectionKey.OP_WRITE) != 0 && isSending()) {
            handleWrite();
        }
        if ((ready & SelectionKey.OP_READ) != 0) {
            if (isSending()) {
                handleRead();
            } else if (state == State.LINGERING) {
                dropInput();
            }
        }
    }

    private boolean isSending() {
        return state == State.OPEN || state == State.FLUSHING;
    }

    private void connected() throws IOException {
        connecting = false;
        connected = true;
        handleConnect();
    }

    private void dropInput() {
        try {
            if (((SocketChannel) channel).read(loop.dropped()) >= 0) {
                return;
            }
        } catch (IOException broken) {
            // That is an end, too.
        }
        close();
    }

    /** Called by the loop, before it waits, when something has changed. */
    final void updateInterest() {
        changed = false;
        try {
            int interest = interest();
            if (interest != watched && key.isValid()) {
                watched = interest;
                key.interestOps(interest);
            }
        } catch (RuntimeException | Error failure) {
            failed(failure);
        }
    }

    private int interest() {
        if (state == State.LINGERING) {
            return SelectionKey.OP_READ;
        }
        if (!isSending()) {
            return 0;
        }
        if (listening) {
            return readable() ? SelectionKey.OP_ACCEPT : 0;
        }
        if (!connected) {
            return connecting ? SelectionKey.OP_CONNECT : 0;
        }
        return (!finished && readable() ? SelectionKey.OP_READ : 0)
                | (writable() ? SelectionKey.OP_WRITE : 0);
    }

    /** Closes the channel without an event. */
    final void abandon() {
        if (!isClosed()) {
            state = State.CLOSED;
            Quietly.close(channel);
            loop.closed();
        }
    }

    /** What goes wrong in an event is the dispatcher's own trouble. */
    private void failed(Throwable failure) {
        try {
            handleError(failure);
            if (channel != null && !channel.isOpen()) {
                // Java closes a channel that could not be connected.
                close();
            }
        } catch (RuntimeException | Error again) {
            LOG.error("{} failed to handle an error", this, again);
            closeAnyway();
        }
    }

    private void closeAnyway() {
        try {
            close();
        } catch (RuntimeException | Error failure) {
            LOG.error("{} failed to close", this, failure);
            if (state != State.NEW) {
                abandon();
            }
        }
    }

    private static UnsupportedOperationException unhandled(String event) {
        return new UnsupportedOperationException("nobody handles the event: "
                + event);
    }
}
