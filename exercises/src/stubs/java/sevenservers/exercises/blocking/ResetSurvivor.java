package sevenservers.exercises.blocking;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import sevenservers.contract.Quietly;

/**
 * Echo with a thread for every connection. Each client is greeted by a line, and
 * then gets back what it sends.
 *
 * <p>Whatever a client does harms that client alone. A failure of accept, as for
 * want of file descriptors, is waited out. Only {@link #close} ends the server; who
 * is connected by then is served to its own end.
 *
 * <p>There is a bug in here.
 */
public final class ResetSurvivor implements AutoCloseable {

    private static final byte[] GREETING = "echo is ready\n".getBytes(US_ASCII);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final ServerSocket listener;
    private final Thread acceptor = Thread.ofPlatform().unstarted(this::run);

    /** Starts a server on a socket that listens, and from now on belongs to it. */
    public static ResetSurvivor start(ServerSocket listener) {
        var server = new ResetSurvivor(listener);
        server.acceptor.start();
        return server;
    }

    private ResetSurvivor(ServerSocket listener) {
        this.listener = listener;
    }

    /** Where the server listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /** Stops accepting, and waits until nothing more is accepted. */
    @Override
    public void close() {
        Quietly.close(listener);
        Quietly.join(acceptor);
    }

    private void run() {
        try {
            while (true) {
                open(accept());
            }
        } catch (IOException closed) {
            // The listener has been closed, and with that the server ends.
        }
    }

    /** Accepts a client; throws only when the listener has been closed. */
    private Socket accept() throws IOException {
        while (true) {
            try {
                return listener.accept();
            } catch (IOException failure) {
                if (listener.isClosed()) {
                    throw failure;
                }
                // To try again at once would burn a core as long as it fails.
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private void open(Socket client) throws IOException {
        client.getOutputStream().write(GREETING);
        Thread.ofPlatform().start(() -> serve(client));
    }

    private static void serve(Socket client) {
        try (client) {
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException reset) {
            // This client has gone, and nobody else need know.
        }
    }
}
