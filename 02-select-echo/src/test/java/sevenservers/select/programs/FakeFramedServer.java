package sevenservers.select.programs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static sevenservers.tests.Wait.PATIENCE;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import sevenservers.contract.Quietly;

/** A server of one client that a test plays itself, with frames made by the JDK. */
final class FakeFramedServer implements AutoCloseable {

    private final ServerSocket listener =
            new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private Socket client = new Socket();

    FakeFramedServer() throws IOException {
        listener.setSoTimeout((int) PATIENCE.toMillis());
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Takes a client in as far as its name. */
    FakeFramedServer accept(String name) throws IOException {
        client = listener.accept();
        client.setSoTimeout((int) PATIENCE.toMillis());
        client.setTcpNoDelay(true);
        return expect("NAME: " + name);
    }

    FakeFramedServer expect(String text) throws IOException {
        var in = new DataInputStream(client.getInputStream());
        assertThat(new String(in.readNBytes(in.readInt()), UTF_8)).isEqualTo(text);
        return this;
    }

    FakeFramedServer expectEnd() throws IOException {
        assertThat(client.getInputStream().read()).isEqualTo(-1);
        return this;
    }

    FakeFramedServer tell(String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        var out = new DataOutputStream(client.getOutputStream());
        out.writeInt(bytes.length);
        out.write(bytes);
        return this;
    }

    FakeFramedServer send(int... bytes) throws IOException {
        for (int piece : bytes) {
            client.getOutputStream().write(piece);
        }
        return this;
    }

    void hangUp() throws IOException {
        client.close();
    }

    void reset() throws IOException {
        client.setSoLinger(true, 0);
        client.close();
    }

    @Override
    public void close() {
        Quietly.close(client);
        Quietly.close(listener);
    }
}
