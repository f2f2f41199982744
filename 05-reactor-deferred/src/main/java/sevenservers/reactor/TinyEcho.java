package sevenservers.reactor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * The reactor's idea: a protocol says what it does with what comes, a factory makes
 * one for every client, and the reactor calls them.
 *
 * <p>Retells the Twisted echo of the documents, which does without a producer: what
 * a client does not take is kept there without a limit. It leaves out what a server
 * on a network needs: a client that never reads is never ended, the number of
 * clients has no limit, and when it is stopped, what is unsent is lost.
 * {@link EchoServer} repairs all of that.
 */
final class TinyEcho {

    private TinyEcho() {
    }

    static void run(int port) throws IOException {
        var reactor = new Reactor();
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        var listening = reactor.listenTCP(address, _ -> new Echo());
        System.out.println("05 tiny echo listens on 127.0.0.1:"
                + listening.getHost().getPort());
        reactor.run();
    }

    private static final class Echo extends Protocol {

        @Override
        protected void connectionMade() {
            // What comes is what is sent: read nothing while it cannot be sent.
            transport().registerProducer(transport());
        }

        @Override
        protected void dataReceived(ByteBuffer data) {
            transport().write(data);
        }
    }
}
