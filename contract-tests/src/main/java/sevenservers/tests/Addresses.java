package sevenservers.tests;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** What addresses this machine has. */
final class Addresses {

    private Addresses() {
    }

    /** Whether a server of this machine can listen there. */
    static boolean has(String host) {
        try (var socket = new ServerSocket(0, 1, of(host))) {
            return socket.isBound();
        } catch (IOException missing) {
            return false;
        }
    }

    static InetAddress of(String host) {
        return new InetSocketAddress(host, 0).getAddress();
    }
}
