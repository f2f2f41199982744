package sevenservers.offload;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import sevenservers.contract.ServerLog;
import sevenservers.contract.ServerOptions;

/**
 * The pool's idea: the loop receives a question, a thread of the pool finds the
 * answer, and the loop sends it.
 *
 * <p>Retells the echo and the thread pool of the document. It leaves out what a
 * server on a network needs: the number of clients has no limit, but who asks while
 * the pool is full is ended; and when it is stopped, what is unsent is lost.
 * {@link EchoServer} repairs all of that.
 */
final class TinyEcho {

    private static final ServerLog LOG = new ServerLog("06.tiny");

    private final EventLoop loop = new EventLoop();
    private final WorkerPool pool = new WorkerPool(loop, "06-tiny-worker-");
    private final ByteBuffer buffer = ByteBuffer.allocate(8192);

    private TinyEcho() throws IOException {
    }

    static void run(int port) throws IOException {
        var tiny = new TinyEcho();
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        var listener = new TcpListener(tiny.loop, address, tiny::open, LOG);
        System.out.println("06 tiny echo listens on 127.0.0.1:"
                + listener.address().getPort());
        tiny.loop.run();
    }

    private void open(SocketChannel client) throws IOException {
        new Echo(client);
    }

    private final class Echo extends TcpConnection {

        private boolean atWork;

        Echo(SocketChannel client) throws IOException {
            super(loop, client, buffer, ServerOptions.defaults(), LOG);
        }

        @Override
        int spaceLeft() {
            return atWork || unsent() > 0 ? 0 : buffer.capacity();
        }

        @Override
        void received(ByteBuffer question) {
            ByteBuffer kept = joined(NOTHING, question);
            atWork = true;
            pool.run(this, () -> kept, this::answer);
        }

        private void answer(ByteBuffer answer) {
            atWork = false;
            send(answer, rest -> rest);
        }
    }
}
