package sevenservers.virtual;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import sevenservers.contract.Quietly;

/** The JDK's pollers, which wait for the sockets of all virtual threads. */
final class Pollers {

    private Pollers() {
    }

    /**
     * Has them made now. The JDK makes them when a virtual thread first waits for a
     * socket, and never again if that fails: it takes descriptors, and there may be
     * none left when the first client pauses (B5).
     *
     * @throws IOException if there are none now
     */
    static void start() throws IOException {
        try (var nobodyConnects =
                new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobodyConnects.setSoTimeout(1);
            Quietly.join(Thread.startVirtualThread(
                    () -> Quietly.close(() -> nobodyConnects.accept().close())));
        }
    }
}
