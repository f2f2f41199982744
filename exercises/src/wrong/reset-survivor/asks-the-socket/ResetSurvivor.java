// Caught by: survivesAResetBeforeTheGreeting
// Asks the socket whether it is connected, which only says what this program
// has done with it.
package sevenservers.exercises.blocking;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import sevenservers.contract.Quietly;

public final class ResetSurvivor implements AutoCloseable {

    private static final byte[] GREETING = "echo is ready\n".getBytes(US_ASCII);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final ServerSocket listener;
    private final Thread acceptor = Thread.ofPlatform().unstarted(this::run);

    public static ResetSurvivor start(ServerSocket listener) {
        var server = new ResetSurvivor(listener);
        server.acceptor.start();
        return server;
    }

    private ResetSurvivor(ServerSocket listener) {
        this.listener = listener;
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

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
        if (!client.isConnected() || client.isClosed()) {
            return;
        }
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
