package sevenservers.reactor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import sevenservers.contract.Quietly;
import sevenservers.contract.RunningServer;
import sevenservers.contract.ServerLog;
import sevenservers.contract.ServerOptions;

/**
 * Echo as a protocol: what one side of one connection says when it is called. The
 * {@link Reactor} calls it, its {@link Transport} knows how bytes leave and how a
 * connection ends.
 *
 * <p>Retells the Twisted echo of the documents.
 *
 * <p>What this style pays: a handler that takes its time stops everybody. Module 06
 * repairs that. And what comes next is a function handed over, no next line: module
 * 07 writes the steps one below the other again.
 */
public final class EchoServer implements RunningServer {

    private final ServerOptions options;
    private final Reactor reactor;
    private final InetSocketAddress address;
    private final Thread thread;
    private final ServerLog log = new ServerLog("05.echo");
    private int serving;

    /** Starts a server that listens where the options say. */
    public static EchoServer start(ServerOptions options) throws IOException {
        var server = new EchoServer(options);
        server.thread.start();
        return server;
    }

    private EchoServer(ServerOptions options) throws IOException {
        this.options = options;
        reactor = new Reactor();
        try {
            address = reactor.listenTCP(options.endpoint(), this::buildProtocol)
                    .getHost();
        } catch (IOException | RuntimeException failure) {
            reactor.close();
            throw failure;
        }
        thread = new Thread(this::run, "05-echo");
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public void close() {
        reactor.callFromThread(() -> reactor.stop(options.grace()));
        Quietly.join(thread);
    }

    private void run() {
        try {
            reactor.run();
        } catch (IOException | RuntimeException | Error failure) {
            log.failed(failure);
        }
    }

    /** Null: the connection is closed at once. */
    private Protocol buildProtocol(InetSocketAddress client) {
        return serving == options.maxConnections() ? null : new Echo();
    }

    /**
     * One client. The transport is its own producer: while it cannot send what it
     * has received, it receives nothing. So a connection holds at most one buffer.
     */
    private final class Echo extends Protocol {

        @Override
        protected void connectionMade() {
            serving++;
            transport().setWriteTimeout(options.writeTimeout());
            transport().registerProducer(transport());
            log.opened(transport().getPeer());
        }

        @Override
        protected void dataReceived(ByteBuffer data) {
            options.work().perform();
            transport().write(data);
        }

        @Override
        protected void connectionLost(Reason reason) {
            serving--;
            log.closed(transport().getPeer());
        }
    }
}
