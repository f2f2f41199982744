package sevenservers.asyncore;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import sevenservers.contract.Deadlines;
import sevenservers.contract.Limits;
import sevenservers.contract.Quietly;
import sevenservers.contract.ServerLog;

/**
 * The dispatcher of a server's listening socket. Its subclass says what becomes of
 * a client ({@link #handleAccepted}).
 *
 * <p>Where asyncore's loop would turn without rest when there are no descriptors
 * left, this one is not {@link #readable()} for a while; so also when a client
 * cannot be served by an error of the server's own.
 */
public abstract class Acceptor extends Dispatcher {

    private final ServerLog log;
    private final Deadlines.Deadline acceptAgain = deadline(this::acceptAgain);
    private boolean paused;

    /**
     * Listens.
     *
     * @throws IOException if it cannot listen at the address
     */
    protected Acceptor(Loop loop, InetSocketAddress address, ServerLog log)
            throws IOException {
        super(loop);
        this.log = log;
        createServerSocket();
        try {
            bind(address);
            listen(Limits.LISTEN_BACKLOG);
        } catch (IOException | RuntimeException failure) {
            abandon();
            throw failure;
        }
    }

    @Override
    protected final boolean readable() {
        return !paused;
    }

    @Override
    protected final void handleAccept() {
        try {
            for (int i = 0; i < Limits.ACCEPTS_PER_TURN && isOpen(); i++) {
                SocketChannel client = accept();
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
            accepted(client);
        } catch (IOException reset) {
            Quietly.close(client);
        }
    }

    /** To be called when a connection has ended: its descriptor may be needed. */
    public final void acceptAgain() {
        if (paused) {
            paused = false;
            acceptAgain.clear();
            changed();
        }
    }
}
