package sevenservers.asyncore;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * The dispatcher's idea: one class for the socket that listens, one for those that
 * are accepted, each saying what it does when an event happens to it.
 *
 * <p>Retells the {@code asyncore} echo of the documents. It leaves out what a
 * server on a network needs: for want of a descriptor it stops listening for good,
 * a client that never reads is never ended, the number of clients has no limit, and
 * when it is stopped, what is unsent is lost. {@link EchoServer} repairs all of
 * that.
 */
final class TinyEcho {

    private TinyEcho() {
    }

    static void run(int port) throws IOException {
        try (var loop = new Loop()) {
            new Listener(loop, port);
            loop.run();
        }
    }

    private static final class Listener extends Dispatcher {

        Listener(Loop loop, int port) throws IOException {
            super(loop);
            createServerSocket();
            bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            listen(50);
            System.out.println(
                    "03 tiny echo listens on 127.0.0.1:" + address().getPort());
        }

        @Override
        protected void handleAccepted(SocketChannel client) throws IOException {
            new Connection(loop(), client);
        }
    }

    private static final class Connection extends DispatcherWithSend {

        Connection(Loop loop, SocketChannel client) throws IOException {
            super(loop, client);
        }

        @Override
        protected boolean readable() {
            return unsent() == 0;
        }

        @Override
        protected void handleRead() {
            var data = ByteBuffer.allocate(8192);
            if (recv(data) > 0) {
                send(data.flip());
            }
        }
    }
}
