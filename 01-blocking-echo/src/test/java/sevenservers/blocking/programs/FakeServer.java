package sevenservers.blocking.programs;

import static sevenservers.tests.Wait.PATIENCE;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import sevenservers.contract.Quietly;

/** A server that does with its one client what a test tells it. */
final class FakeServer implements AutoCloseable {

    private final ServerSocket listener;
    private final Handler handler;
    private final CountDownLatch testIsOver = new CountDownLatch(1);
    private final Thread thread;

    /** What a server does with a connection, which is closed after it. */
    interface Handler {
        void handle(Socket client, InputStream in, OutputStream out)
                throws IOException;
    }

    private FakeServer(Handler handler, boolean silentAfterIt) throws IOException {
        this.handler = handler;
        listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        listener.setSoTimeout((int) PATIENCE.toMillis());
        thread = Thread.ofVirtual().start(() -> serve(silentAfterIt));
    }

    /** A server that does this and then ends the connection. */
    static FakeServer that(Handler handler) throws IOException {
        return new FakeServer(handler, false);
    }

    /** A server that does this and then nothing, without ending the connection. */
    static FakeServer thatFallsSilentAfter(Handler handler) throws IOException {
        return new FakeServer(handler, true);
    }

    private void serve(boolean silentAfterIt) {
        try (Socket client = listener.accept()) {
            client.setSoTimeout((int) PATIENCE.toMillis());
            client.setTcpNoDelay(true);
            handler.handle(client, client.getInputStream(),
                    client.getOutputStream());
            if (silentAfterIt) {
                testIsOver.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (IOException | InterruptedException clientHasGone) {
            // What the client has made of it is what counts.
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() {
        testIsOver.countDown();
        Quietly.close(listener);
        Quietly.join(thread);
    }
}
