package sevenservers.linechat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import sevenservers.asyncore.Dispatcher;
import sevenservers.asyncore.Loop;

/**
 * The idea of {@link AsyncChat} in its smallest form: what comes in is handed over,
 * what is to go out is pushed. In an echo no byte ends anything, so there is no
 * terminator.
 *
 * <p>It leaves out what a server on a network needs: for want of a descriptor it
 * stops listening for good, a client that never reads is never ended, the number of
 * clients has no limit, and when it is stopped, what is unsent is lost.
 * {@link EchoServer} repairs all of that.
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
                    "04 tiny echo listens on 127.0.0.1:" + address().getPort());
        }

        @Override
        protected void handleAccepted(SocketChannel client) throws IOException {
            new Connection(loop(), client);
        }
    }

    private static final class Connection extends AsyncChat {

        Connection(Loop loop, SocketChannel client) throws IOException {
            super(loop, client, ByteBuffer.allocate(8192));
        }

        @Override
        protected boolean readable() {
            return unsent() == 0;
        }

        @Override
        protected void collectIncomingData(ByteBuffer data) {
            push(data);
        }
    }
}
