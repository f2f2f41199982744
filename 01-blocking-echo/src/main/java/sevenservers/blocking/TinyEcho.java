package sevenservers.blocking;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * The echo server that the documents start from: accept a client, serve it to its
 * end, accept the next.
 *
 * <p>The problem that this course is about is here in full: the second client waits
 * until the first has gone. It also leaves out what a server on a network needs: a
 * reset ends it, and a client that never reads holds it for ever.
 * {@link EchoServer} repairs all of that with threads.
 */
final class TinyEcho {

    private TinyEcho() {
    }

    static void run(int port) throws IOException {
        var listener = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        System.out.println(
                "01 tiny echo listens on 127.0.0.1:" + listener.getLocalPort());
        while (true) {
            try (Socket client = listener.accept()) {
                client.getInputStream().transferTo(client.getOutputStream());
            }
        }
    }
}
