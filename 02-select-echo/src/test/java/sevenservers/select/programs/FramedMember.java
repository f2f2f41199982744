package sevenservers.select.programs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static sevenservers.tests.Wait.PATIENCE;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import sevenservers.contract.HostPort;
import sevenservers.tests.TestClient;

/** A client of the framed chat that says exactly what it is sent. */
final class FramedMember implements AutoCloseable {

    final TestClient client;

    private FramedMember(TestClient client) {
        this.client = client;
    }

    static FramedMember connect(InetSocketAddress server) {
        return new FramedMember(TestClient.connect(server, PATIENCE));
    }

    static FramedMember connectSlow(InetSocketAddress server) {
        return new FramedMember(TestClient.connectSteady(server, PATIENCE));
    }

    FramedMember join(String name) {
        return say("NAME: " + name).expect("CLIENT: " + where());
    }

    /** The own address, as the server sees it. */
    String where() {
        return HostPort.format(client.address());
    }

    FramedMember say(String text) {
        client.send(Frames.encode(text).array());
        return this;
    }

    FramedMember expect(String text) {
        assertThat(next()).isEqualTo(text);
        return this;
    }

    String next() {
        int length = ByteBuffer.wrap(client.readExactly(Integer.BYTES)).getInt();
        return new String(client.readExactly(length), UTF_8);
    }

    /** Checks the reason, and that the stream ends after it and is not reset. */
    void expectRefusal(String reason) {
        expect("! " + reason);
        client.expectEnd();
    }

    @Override
    public void close() {
        client.close();
    }
}
