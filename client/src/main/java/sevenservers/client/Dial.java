package sevenservers.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.time.Duration;
import sevenservers.contract.Quietly;

/** Connects, or says in one line why not. */
final class Dial {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Dial() {
    }

    /**
     * Tries each address of the host in turn: a server may listen on one of them
     * only.
     */
    static Socket open(String host, int port) throws IOException {
        return open(host, port, PATIENCE);
    }

    /** Waits so long for each address. */
    static Socket open(String host, int port, Duration patience)
            throws IOException {
        IOException failure = null;
        for (InetAddress address : addresses(host, port)) {
            var socket = new Socket();
            try {
                socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
                socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
                socket.connect(new InetSocketAddress(address, port),
                        (int) patience.toMillis());
                return socket;
            } catch (IOException refused) {
                Quietly.close(socket);
                failure = refused;
            }
        }
        throw new IOException("cannot reach " + where(host, port) + ": "
                + failure.getMessage()
                + " (is a server running there? choose with --host and --port)",
                failure);
    }

    /** The server as people write it, an IPv6 address in brackets. */
    static String where(String host, int port) {
        boolean bare = host.contains(":") && !host.startsWith("[");
        return (bare ? "[" + host + "]" : host) + ":" + port;
    }

    private static InetAddress[] addresses(String host, int port)
            throws IOException {
        try {
            return InetAddress.getAllByName(host);
        } catch (UnknownHostException unknown) {
            throw new IOException("cannot reach " + where(host, port)
                    + ": no such host (choose with --host)", unknown);
        }
    }
}
