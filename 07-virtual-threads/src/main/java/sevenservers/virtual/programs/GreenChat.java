package sevenservers.virtual.programs;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import sevenservers.contract.Limits;
import sevenservers.contract.Quietly;
import sevenservers.contract.RunningServer;
import sevenservers.contract.ServerLog;
import sevenservers.contract.ServerOptions;
import sevenservers.virtual.GreenPool;

/**
 * The chat as a loop that accepts, and spawns a green thread for each connection.
 *
 * <p>Retells the Eventlet chat of the documents. The loop is the program's own,
 * and so is all that may happen to it: that accept fails, and that it is to end.
 * {@link StreamChat} leaves that to a class.
 */
final class GreenChat implements RunningServer {

    private final ServerOptions options;
    private final ServerLog log = new ServerLog("07.green-chat");
    private final ServerSocket listener = new ServerSocket();
    private final ChatChannels channels;
    private final GreenPool pool;
    private final Thread acceptor =
            Thread.ofVirtual().name("07-green-chat").unstarted(this::run);
    private volatile boolean closing;
    private volatile Thread ending;

    /** Starts a server that listens where the options say. */
    static GreenChat start(ServerOptions options) throws IOException {
        var server = new GreenChat(options);
        server.acceptor.start();
        return server;
    }

    private GreenChat(ServerOptions options) throws IOException {
        this.options = options;
        try {
            listener.setReuseAddress(true);
            listener.bind(options.endpoint(), Limits.LISTEN_BACKLOG);
        } catch (IOException failure) {
            listener.close();
            throw failure;
        }
        channels = new ChatChannels("07.green-chat", options);
        pool = channels.pool();
    }

    @Override
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    @Override
    public void close() {
        beginToEnd();
        if (!channels.isMine()) {
            Quietly.join(ending);
        }
    }

    private synchronized void beginToEnd() {
        if (ending == null) {
            closing = true;
            channels.end();
            Quietly.close(listener);
            acceptor.interrupt();
            ending = Thread.ofVirtual().name("07-green-chat-end").start(this::end);
        }
    }

    private void run() {
        while (!closing) {
            try {
                accept();
            } catch (InterruptedException close) {
                // It is told by the flag.
            }
        }
    }

    private void accept() throws InterruptedException {
        try {
            pool.waitAvailable();
            Socket client = listener.accept();
            var _ = pool.spawn(() -> {
                channels.newChatChannel(client);
                return null;
            });
        } catch (IOException | RuntimeException | Error failure) {
            if (!closing) {
                log.acceptFailed(failure);
                Thread.sleep(Limits.ACCEPT_PAUSE);
            }
        }
    }

    private void end() {
        Quietly.join(acceptor);
        try (pool) {
            if (!pool.waitAll(options.grace())) {
                channels.drop();
                pool.waitAll();
            }
        } catch (InterruptedException atOnce) {
            // Nobody does that.
        }
    }
}
