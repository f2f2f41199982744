package sevenservers.offload;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import sevenservers.contract.ServerLog;

/**
 * The pool's idea: the loop receives a question, a thread of the pool finds the
 * answer, and the loop sends it.
 *
 * <p>Retells the echo and the thread pool of the document. It leaves out what a
 * server on a network needs: a client that never reads is never ended, the number of
 * clients has no limit but that a full pool ends who asks, and when it is stopped,
 * what is unsent is lost. {@link EchoServer} repairs all of that.
 */
final class TinyEcho {

    private TinyEcho() {
    }

    static void run(int port) throws IOException {
        var loop = new EventLoop();
        var pool = new WorkerPool(loop, "06-tiny-worker-");
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        var listener = new TcpListener(loop, address,
                client -> loop.add(new Echo(client, pool)),
                new ServerLog("06.tiny"));
        System.out.println("06 tiny echo listens on 127.0.0.1:"
                + listener.address().getPort());
        loop.run();
    }

    private static final class Echo extends EventHandler {

        private final SocketChannel channel;
        private final WorkerPool pool;
        private final ByteBuffer buffer = ByteBuffer.allocate(8192).limit(0);
        private boolean atWork;

        Echo(SocketChannel channel, WorkerPool pool) {
            this.channel = channel;
            this.pool = pool;
        }

        @Override
        protected SelectableChannel channel() {
            return channel;
        }

        @Override
        protected boolean wantsToReceive() {
            return !atWork && !buffer.hasRemaining();
        }

        @Override
        protected void handleReceive() throws IOException {
            atWork = channel.read(buffer.clear()) >= 0;
            if (atWork) {
                pool.run(this, buffer::flip, _ -> atWork = false);
            } else {
                loop().remove(this);
            }
        }

        @Override
        protected boolean wantsToSend() {
            return !atWork && buffer.hasRemaining();
        }

        @Override
        protected void handleSend() throws IOException {
            channel.write(buffer);
        }
    }
}
