package sevenservers.reactor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import sevenservers.contract.Limits;
import sevenservers.contract.Quietly;

/** A port that is listened on: each client that comes gets a protocol. */
public final class ListeningPort extends Descriptor {

    private final ServerSocketChannel channel;
    private final Factory factory;
    private final InetSocketAddress host;
    private DelayedCall pause;

    private ListeningPort(Reactor reactor, ServerSocketChannel channel,
            Factory factory) throws IOException {
        super(reactor, reactor.register(channel, SelectionKey.OP_ACCEPT));
        this.channel = channel;
        this.factory = factory;
        host = (InetSocketAddress) channel.getLocalAddress();
    }

    static ListeningPort open(Reactor reactor, InetSocketAddress address,
            Factory factory) throws IOException {
        var channel = ServerSocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(address, Limits.LISTEN_BACKLOG);
            return new ListeningPort(reactor, channel, factory);
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    /** The address it listens on, with the real port where 0 was asked for. */
    public InetSocketAddress getHost() {
        return host;
    }

    /** No more clients; the connections that there are go on. */
    public void stopListening() {
        closeChannel();
    }

    /**
     * Accepts who is waiting. Without descriptors that would fail in every turn, so
     * then it pauses until one is free, or for a second.
     */
    @Override
    void ready(int ops) {
        try {
            for (int i = 0; i < Limits.ACCEPTS_PER_TURN && !isClosed(); i++) {
                SocketChannel client = channel.accept();
                if (client == null) {
                    return;
                }
                open(client);
            }
        } catch (IOException | RuntimeException | Error failure) {
            reactor().log().acceptFailed(failure);
            pause();
        }
    }

    private void open(SocketChannel client) {
        try {
            client.setOption(StandardSocketOptions.TCP_NODELAY, true);
            client.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            var peer = (InetSocketAddress) client.getRemoteAddress();
            Protocol protocol = factory.buildProtocol(peer);
            if (protocol == null) {
                client.close();
            } else {
                new Connection(reactor(),
                        reactor().register(client, SelectionKey.OP_READ), protocol)
                        .begin();
            }
        } catch (IOException reset) {
            Quietly.close(client);
        } catch (RuntimeException | Error failure) {
            Quietly.close(client);
            throw failure;
        }
    }

    private void pause() {
        if (!isClosed()) {
            watch(0);
            pause = reactor().callLater(Limits.ACCEPT_PAUSE, this::acceptAgain);
        }
    }

    /** A descriptor may be free by now. */
    void acceptAgain() {
        if (pause != null) {
            pause.cancel();
            pause = null;
            watch(SelectionKey.OP_ACCEPT);
        }
    }

    @Override
    void end() {
        stopListening();
    }

    @Override
    void endNow() {
        stopListening();
    }
}
