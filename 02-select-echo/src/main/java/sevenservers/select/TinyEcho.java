package sevenservers.select;

import static java.nio.channels.SelectionKey.OP_ACCEPT;
import static java.nio.channels.SelectionKey.OP_READ;
import static java.nio.channels.SelectionKey.OP_WRITE;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * The selector's idea in one loop: ask which sockets are ready, and never wait for
 * any other. Each connection has one buffer, and either reads into it or writes it
 * out.
 *
 * <p>It leaves out what a server on a network needs: a reset ends it, the want of
 * descriptors ends it, a client that never reads is never ended, the number of
 * clients has no limit, and when it is stopped, what is unsent is lost.
 * {@link EchoServer} repairs all of that.
 */
final class TinyEcho {

    private TinyEcho() {
    }

    static void run(int port) throws IOException {
        var selector = Selector.open();
        var listener = ServerSocketChannel.open();
        var loopback = InetAddress.getLoopbackAddress();
        listener.bind(new InetSocketAddress(loopback, port));
        listener.configureBlocking(false).register(selector, OP_ACCEPT);
        System.out.println(
                "02 tiny echo listens on 127.0.0.1:"
                        + listener.socket().getLocalPort());
        while (true) {
            selector.select();
            for (SelectionKey key : selector.selectedKeys()) {
                if (key.isAcceptable()) {
                    SocketChannel client = listener.accept();
                    client.configureBlocking(false);
                    client.register(selector, OP_READ, ByteBuffer.allocate(8192));
                } else {
                    echo((SocketChannel) key.channel(), key);
                }
            }
            selector.selectedKeys().clear();
        }
    }

    static void echo(SocketChannel client, SelectionKey key) throws IOException {
        var buffer = (ByteBuffer) key.attachment();
        if (key.isReadable()) {
            if (client.read(buffer.clear()) < 0) {
                client.close();
                return;
            }
            buffer.flip();
        }
        client.write(buffer);
        key.interestOps(buffer.hasRemaining() ? OP_WRITE : OP_READ);
    }
}
