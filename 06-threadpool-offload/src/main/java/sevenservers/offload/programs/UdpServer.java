package sevenservers.offload.programs;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectableChannel;
import java.util.ArrayDeque;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sevenservers.contract.HostPort;
import sevenservers.offload.EventHandler;
import sevenservers.offload.EventLoop;

/**
 * Receives datagrams and answers them; how, is for a subclass to know. There are no
 * connections: one socket serves everybody, and each datagram is a whole message
 * that brings its sender's address. Any of them may be lost on the way, or come
 * twice, or out of order, and nobody is told.
 *
 * <p>Retells the {@code UDPServer} of the document. That one waits when its socket
 * cannot send, and everybody with it; this one keeps the answer, and receives
 * nothing until it has left. So what it keeps is bounded, by that one answer and
 * those that a subclass has promised before. What comes meanwhile waits in the
 * kernel, which drops what is too much.
 *
 * <p>What UDP leaves open: a sender's address can be forged. A datagram that claims
 * to come from this server itself is ignored, else the server would talk to itself
 * for ever. But with the address of another such server, two of them can be set
 * upon each other; and with anybody's address, answers to questions that he never
 * asked are sent to him. So no such service is offered on the open internet.
 */
public abstract class UdpServer extends EventHandler {

    /** No datagram is longer: its length is a number of 16 bits. */
    static final int LONGEST = 65_535;

    /** After so many datagrams, the loop looks after its other handlers. */
    static final int DATAGRAMS_PER_EVENT = 64;

    private static final Logger LOG = LoggerFactory.getLogger(UdpServer.class);

    private final DatagramChannel channel = DatagramChannel.open();
    private final InetSocketAddress address;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(LONGEST);
    private final Queue<Datagram> unsent = new ArrayDeque<>();
    private boolean stopped;

    private record Datagram(ByteBuffer data, InetSocketAddress to) {
    }

    /**
     * A server that receives at this address from the loop's next turn on.
     *
     * @throws IOException if it cannot receive there
     */
    protected UdpServer(EventLoop loop, InetSocketAddress address)
            throws IOException {
        try {
            channel.bind(address);
            this.address = (InetSocketAddress) channel.getLocalAddress();
            loop.add(this);
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    /** Where it receives, with the real port where port 0 was asked for. */
    public final InetSocketAddress address() {
        return address;
    }

    /**
     * A datagram has come. It may be empty.
     *
     * @param data lent for the call
     */
    protected abstract void received(ByteBuffer data, InetSocketAddress sender);

    /**
     * Asked right before each datagram is received. From then on, and as long as
     * the answer would be no, {@link #wantsToReceive()} has to be false, too.
     */
    protected boolean mayReceive() {
        return true;
    }

    /** How many answers have still to be found, or to be sent. */
    protected int pending() {
        return unsent.size();
    }

    /** Receives nothing any more, but sends the answers that are pending. */
    final void stop() {
        stopped = true;
        touch();
    }

    @Override
    protected final SelectableChannel channel() {
        return channel;
    }

    @Override
    protected boolean wantsToReceive() {
        return unsent.isEmpty() && !stopped;
    }

    @Override
    protected final void handleReceive() throws IOException {
        for (int i = 0; i < DATAGRAMS_PER_EVENT; i++) {
            if (!wantsToReceive() || !mayReceive()) {
                return;
            }
            var sender = (InetSocketAddress) channel.receive(buffer.clear());
            if (sender == null) {
                return;
            }
            if (!isOwn(sender)) {
                buffer.flip();
                log(buffer.remaining(), "bytes from", sender);
                received(buffer, sender);
            }
        }
    }

    /** At 0.0.0.0 the server has every address of its machine. */
    private boolean isOwn(InetSocketAddress sender) throws SocketException {
        return sender.getPort() == address.getPort()
                && (sender.getAddress().equals(address.getAddress())
                        || address.getAddress().isAnyLocalAddress()
                                && isOfThisMachine(sender.getAddress()));
    }

    private static boolean isOfThisMachine(InetAddress sender)
            throws SocketException {
        return sender.isLoopbackAddress()
                || NetworkInterface.getByInetAddress(sender) != null;
    }

    /**
     * Sends an answer: at once if the socket takes it, else as soon as it does. An
     * answer that cannot be sent is dropped, as the network might have done.
     *
     * @param data lent for the call
     */
    protected final void reply(ByteBuffer data, InetSocketAddress to) {
        if (!unsent.isEmpty() || !trySend(data, to)) {
            ByteBuffer copy =
                    ByteBuffer.allocate(data.remaining()).put(data).flip();
            unsent.add(new Datagram(copy, to));
            touch();
        }
    }

    @Override
    protected final boolean wantsToSend() {
        return !unsent.isEmpty();
    }

    @Override
    protected final void handleSend() {
        while (!unsent.isEmpty()
                && trySend(unsent.element().data, unsent.element().to)) {
            unsent.remove();
        }
    }

    /** Returns false if it has to be tried again later. */
    private boolean trySend(ByteBuffer data, InetSocketAddress to) {
        try {
            send(data, to);
            return !data.hasRemaining();
        } catch (IOException unreachable) {
            log(data.remaining(), "bytes cannot be sent to", to);
            return true;
        }
    }

    /** Sends all or, if the socket takes nothing now, nothing. */
    void send(ByteBuffer data, InetSocketAddress to) throws IOException {
        channel.send(data, to);
    }

    private static void log(int length, String what, InetSocketAddress client) {
        if (LOG.isDebugEnabled()) {
            LOG.debug("{} {} {}", length, what, HostPort.format(client));
        }
    }

    /** One question could not be answered. That is no reason to answer no other. */
    @Override
    protected final void handleFailure(Throwable failure) {
        LOG.error("a datagram remains without an answer", failure);
    }
}
