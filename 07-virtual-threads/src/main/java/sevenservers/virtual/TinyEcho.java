package sevenservers.virtual;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * The echo that the documents start from, on threads that cost next to nothing:
 * accept a client, start a thread that serves it to its end, accept the next.
 *
 * <p>It leaves out what a server on a network needs: a client that never reads is
 * never ended, the number of clients has no limit, the want of descriptors ends it,
 * and when it is stopped, what is unsent is lost. {@link EchoServer} repairs all of
 * that.
 */
final class TinyEcho {

    private TinyEcho() {
    }

    static void run(int port) throws IOException {
        var listener = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        System.out.println(
                "07 tiny echo listens on 127.0.0.1:" + listener.getLocalPort());
        while (true) {
            Socket client = listener.accept();
            Thread.startVirtualThread(() -> serve(client));
        }
    }

    private static void serve(Socket client) {
        try (client) {
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException reset) {
            // It ends this client alone.
        }
    }
}
