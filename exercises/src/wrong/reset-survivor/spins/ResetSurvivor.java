// Caught by: survivesAFailureOfAccept
// Tries accept again at once, and burns a core while the descriptors are out.
package sevenservers.exercises.blocking;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import sevenservers.contract.Quietly;

public final class ResetSurvivor implements AutoCloseable {

    private static final byte[] GREETING = "echo is ready\n".getBytes(US_ASCII);

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
        while (!listener.isClosed()) {
            try {
                serveSoon(listener.accept());
            } catch (IOException failure) {
                // A client has gone, or accept has failed: on to the next.
            }
        }
    }

    private void serveSoon(Socket client) throws IOException {
        try {
            client.getOutputStream().write(GREETING);
        } catch (IOException reset) {
            client.close();
            throw reset;
        }
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
