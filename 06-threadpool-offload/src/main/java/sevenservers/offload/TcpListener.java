package sevenservers.offload;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import sevenservers.contract.Deadlines;
import sevenservers.contract.Limits;
import sevenservers.contract.Quietly;
import sevenservers.contract.ServerLog;

/**
 * Listens for clients, and makes a handler for each.
 *
 * <p>Retells the {@code TCPServer} of the document.
 */
final class TcpListener extends EventHandler {

    private final ServerSocketChannel channel = ServerSocketChannel.open();
    private final Clients clients;
    private final ServerLog log;
    private final Deadlines.Deadline acceptAgain;
    private boolean paused;

    /** What is done with each client that is accepted. */
    @FunctionalInterface
    interface Clients {

        /**
         * Takes a client over.
         *
         * @throws IOException if it has gone already
         */
        void open(SocketChannel client) throws IOException;
    }

    /** @throws IOException if it cannot listen at this address */
    TcpListener(EventLoop loop, InetSocketAddress address, Clients clients,
            ServerLog log) throws IOException {
        this.clients = clients;
        this.log = log;
        acceptAgain = loop.deadline(this, this::acceptAgain);
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(address, Limits.LISTEN_BACKLOG);
            loop.add(this);
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    InetSocketAddress address() throws IOException {
        return (InetSocketAddress) channel.getLocalAddress();
    }

    @Override
    protected SelectableChannel channel() {
        return channel;
    }

    @Override
    protected boolean wantsToReceive() {
        return !paused;
    }

    @Override
    protected void handleReceive() {
        try {
            for (int i = 0; i < Limits.ACCEPTS_PER_TURN; i++) {
                SocketChannel client = channel.accept();
                if (client == null) {
                    return;
                }
                open(client);
            }
        } catch (IOException | RuntimeException | Error failure) {
            log.acceptFailed(failure);
            paused = true;
            acceptAgain.in(Limits.ACCEPT_PAUSE);
        }
    }

    private void open(SocketChannel client) {
        try {
            client.setOption(StandardSocketOptions.TCP_NODELAY, true);
            client.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            clients.open(client);
        } catch (IOException reset) {
            Quietly.close(client);
        }
    }

    /** To be called when a connection has ended, which may have been in the way. */
    void acceptAgain() {
        if (paused) {
            paused = false;
            acceptAgain.clear();
            touch();
        }
    }

    /** Accepts nobody any more. */
    void close() {
        acceptAgain.clear();
        loop().remove(this);
    }
}
