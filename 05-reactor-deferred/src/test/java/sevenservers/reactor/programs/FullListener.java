package sevenservers.reactor.programs;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import sevenservers.contract.Quietly;

/**
 * A listener that accepts nobody, and before whom so many wait that the kernel
 * leaves further attempts to connect without an answer.
 */
final class FullListener implements AutoCloseable {

    private static final int WAITING = 16;

    private final ServerSocket listener =
            new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final List<SocketChannel> waiting = new ArrayList<>();

    FullListener() throws IOException {
        for (int i = 0; i < WAITING; i++) {
            var channel = SocketChannel.open();
            waiting.add(channel);
            channel.configureBlocking(false);
            channel.connect(address());
        }
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() {
        waiting.forEach(Quietly::close);
        Quietly.close(listener);
    }
}
