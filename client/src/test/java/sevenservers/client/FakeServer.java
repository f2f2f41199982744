package sevenservers.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static sevenservers.tests.Wait.PATIENCE;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import sevenservers.contract.Quietly;

/**
 * A server that does what a test tells it, and waits for nothing longer than 10 s.
 */
final class FakeServer implements Closeable {

    private final ServerSocket listener =
            new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> accepted = new CopyOnWriteArrayList<>();

    FakeServer() throws IOException {
        listener.setSoTimeout((int) PATIENCE.toMillis());
    }

    /** What a server does with a connection, in a thread of its own. */
    interface Handler {
        void handle(InputStream in, OutputStream out) throws IOException;
    }

    /** A server that handles one connection so, and then closes it. */
    static FakeServer handling(Handler handler) throws IOException {
        var server = new FakeServer();
        Thread.ofVirtual().start(() -> {
            try (Caller caller = server.accept()) {
                handler.handle(caller.in, caller.socket.getOutputStream());
            } catch (IOException theTestIsOver) {
                // What the client saw is what counts.
            }
        });
        return server;
    }

    String port() {
        return String.valueOf(listener.getLocalPort());
    }

    String address() {
        return "127.0.0.1:" + port();
    }

    Caller accept() throws IOException {
        Socket socket = listener.accept();
        accepted.add(socket);
        return new Caller(socket);
    }

    /** Accepts a client, expects the first line of this name, and welcomes it. */
    Caller welcome(String name) throws IOException {
        Caller caller = accept();
        String first = caller.line();
        if (!first.equals(name + ":<handshake>")) {
            throw new AssertionError("the first line was " + first);
        }
        caller.send("CLIENT: 127.0.0.1:50312\n");
        return caller;
    }

    /** Whether anyone has connected, or tries to. */
    boolean wasCalled() throws IOException {
        listener.setSoTimeout(50);
        try {
            accept();
            return true;
        } catch (SocketTimeoutException nobody) {
            return false;
        }
    }

    @Override
    public void close() {
        Quietly.close(listener);
        accepted.forEach(Quietly::close);
    }

    /** The server's end of one connection. */
    static final class Caller implements Closeable {

        private final Socket socket;
        private final InputStream in;

        Caller(Socket socket) throws IOException {
            this.socket = socket;
            socket.setSoTimeout((int) PATIENCE.toMillis());
            in = new BufferedInputStream(socket.getInputStream());
        }

        /** The next line without its LF, or null at the end of the stream. */
        String line() throws IOException {
            var line = new ByteArrayOutputStream();
            int b;
            while ((b = in.read()) >= 0 && b != '\n') {
                line.write(b);
            }
            return b < 0 && line.size() == 0 ? null
                    : line.toString(UTF_8) + (b < 0 ? "<without LF>" : "");
        }

        void send(String text) throws IOException {
            send(text.getBytes(UTF_8));
        }

        void send(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
        }

        /** Sends no more, but still reads. */
        void finish() throws IOException {
            socket.shutdownOutput();
        }

        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        @Override
        public void close() {
            Quietly.close(socket);
        }
    }
}
