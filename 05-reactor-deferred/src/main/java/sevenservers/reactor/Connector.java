package sevenservers.reactor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;

/**
 * A connection that is begun from here, until it stands and its
 * {@link Protocol} takes over.
 */
public final class Connector extends Descriptor {

    private final SocketChannel channel;
    private final InetSocketAddress address;
    private final ClientFactory factory;
    private final DelayedCall clock;
    private Connection connection;
    private boolean over;

    private Connector(Reactor reactor, SocketChannel channel,
            InetSocketAddress address, Duration patience, ClientFactory factory)
            throws IOException {
        super(reactor, reactor.register(channel, 0));
        this.channel = channel;
        this.address = address;
        this.factory = factory;
        clock = reactor.callLater(patience,
                () -> fail(new Reason.TimedOut(patience)));
    }

    static Connector open(Reactor reactor, InetSocketAddress address,
            Duration patience, ClientFactory factory) throws IOException {
        if (patience.isNegative()) {
            throw new IllegalArgumentException("a patience of " + patience);
        }
        var channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            return new Connector(reactor, channel, address, patience, factory);
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    void begin() {
        try {
            if (channel.connect(address)) {
                reactor().enqueue(this::connected);
            } else {
                watch(SelectionKey.OP_CONNECT);
            }
        } catch (IOException failure) {
            reactor().enqueue(() -> fail(new Reason.NotConnected(failure)));
        } catch (UnresolvedAddressException _) {
            var unknown = new UnknownHostException(
                    "no such host: " + address.getHostString());
            reactor().enqueue(() -> fail(new Reason.NotConnected(unknown)));
        }
    }

    @Override
    void ready(int ops) {
        try {
            channel.finishConnect();
            connected();
        } catch (IOException failure) {
            fail(new Reason.NotConnected(failure));
        }
    }

    private void connected() {
        if (over) {
            return;
        }
        try {
            Protocol protocol = factory.buildProtocol(address);
            if (protocol != null) {
                connection = new Connection(reactor(), key(), protocol);
            }
        } catch (IOException | RuntimeException | Error failure) {
            fail(new Reason.Failed(failure));
            return;
        }
        if (connection == null) {
            fail(new Reason.Aborted());
        } else {
            over = true;
            clock.cancel();
            connection.begin();
        }
    }

    private void fail(Reason reason) {
        if (!over) {
            over = true;
            clock.cancel();
            closeChannel();
            factory.clientConnectionFailed(reason);
        }
    }

    /** Ends the attempt, or by a reset the connection that has come of it. */
    public void disconnect() {
        if (connection != null) {
            connection.abortConnection();
        } else {
            reactor().enqueue(this::giveUp);
        }
    }

    /** By now it may have become a connection, in the same turn. */
    private void giveUp() {
        if (connection != null) {
            connection.abortConnection();
        } else {
            fail(new Reason.Aborted());
        }
    }

    /** As in {@link #giveUp()}, it may be a connection by now. */
    @Override
    void end() {
        if (connection != null) {
            connection.end();
        } else {
            fail(new Reason.Aborted());
        }
    }

    @Override
    void endNow() {
        fail(new Reason.Aborted());
    }
}
