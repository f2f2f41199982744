package sevenservers.tests;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static sevenservers.tests.Wait.PATIENCE;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What passes a wire, and what its faults make of it. */
@Timeout(120)
class WireTest {

    /** More than two kernels and a wire hold. */
    private static final int MUCH = 32 * 1024 * 1024;

    private ServerSocket listener;
    private Wire wire;
    private TestClient client;
    private Socket server;

    @BeforeEach
    void listen() throws IOException {
        listener = new ServerSocket();
        listener.setReceiveBufferSize(128 * 1024);
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        if (server != null) {
            server.close();
        }
        wire.close();
        listener.close();
    }

    @Test
    void bytesPassUnchangedBothWays() throws IOException {
        byte[] bytes = random(100_000);
        lay(Faults.NONE);
        client.send(bytes);
        assertThat(server.getInputStream().readNBytes(bytes.length))
                .isEqualTo(bytes);
        Task<Void> answer = Task.start("answering", () -> write(server, bytes));
        client.expect(bytes);
        answer.await(PATIENCE);
    }

    @Test
    void addressIsTheOneThatTheServerSees() throws IOException {
        lay(Faults.NONE);
        assertThat(client.address()).isEqualTo(server.getRemoteSocketAddress());
        assertThat(client.server()).isEqualTo(listener.getLocalSocketAddress());
    }

    @Test
    void endOfTheClientLeavesTheOtherWayOpen() throws IOException {
        lay(Faults.NONE);
        client.send("one").finish();
        assertThat(server.getInputStream().readAllBytes())
                .isEqualTo("one".getBytes(US_ASCII));
        write(server, "two\n".getBytes(US_ASCII));
        client.expectLine("two");
        server.close();
        client.expectEnd();
    }

    @Test
    void endOfTheServerLeavesTheOtherWayOpen() throws IOException {
        lay(Faults.NONE);
        server.shutdownOutput();
        client.expectEnd();
        client.send("still\n").finish();
        assertThat(server.getInputStream().readAllBytes())
                .isEqualTo("still\n".getBytes(US_ASCII));
    }

    @Test
    void resetOfTheClientResetsTheServer() throws IOException {
        lay(Faults.NONE);
        client.reset();
        assertReset(server);
    }

    @Test
    void resetOfTheServerResetsTheClient() throws IOException {
        lay(Faults.NONE);
        resetServer();
        assertThatThrownBy(client::readToEnd)
                .hasMessageContaining("Connection reset");
    }

    @Test
    void resetPassesWhileTheOtherWayIsStuck() throws IOException {
        lay(Faults.NONE);
        Task<Void> sending =
                Task.start("sending", () -> client.write(random(MUCH)));
        Wait.untilStalled(sending, client.link()::deliveredToServer);
        resetServer();
        assertThatThrownBy(() -> sending.await(PATIENCE))
                .hasMessageContaining("cannot send");
    }

    @Test
    void whoDoesNotReadIsFeltByWhoSends() throws IOException {
        lay(Faults.NONE);
        Task<Void> sending =
                Task.start("sending", () -> client.write(random(MUCH)));
        Wait.untilStalled(sending, client.link()::deliveredToServer);
        assertThat(sending.isDone()).as("all is sent though nobody reads")
                .isFalse();
        assertThat(client.link().deliveredToServer())
                .as("bytes that the server's kernel has taken")
                .isLessThan(MUCH / 8);
        assertThat(server.getInputStream().readNBytes(MUCH))
                .isEqualTo(random(MUCH));
        sending.await(PATIENCE);
    }

    @Test
    void latencyDelaysWithoutLimitingTheRate() throws IOException {
        Duration latency = Duration.ofMillis(200);
        lay(Faults.NONE.withLatency(latency).withSlices(100, 7));
        long start = System.nanoTime();
        byte[] bytes = random(20_000);
        client.send(bytes);
        assertThat(server.getInputStream().readNBytes(bytes.length))
                .isEqualTo(bytes);
        // Hundreds of slices one after the other would take over a minute.
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(latency, PATIENCE);
    }

    @Test
    void bandwidthIsBounded() throws IOException {
        lay(Faults.NONE.withBandwidth(20_000));
        long start = System.nanoTime();
        client.send(random(10_000));
        server.getInputStream().readNBytes(10_000);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThanOrEqualTo(Duration.ofMillis(450));
    }

    @Test
    void silenceHoldsEverythingBackUntilItEnds() throws IOException {
        lay(Faults.NONE);
        client.link().silence();
        client.send("held\n").finish();
        server.setSoTimeout(200);
        assertThatThrownBy(() -> server.getInputStream().read())
                .hasMessageContaining("timed out");
        client.link().resume();
        server.setSoTimeout((int) PATIENCE.toMillis());
        assertThat(server.getInputStream().readAllBytes())
                .isEqualTo("held\n".getBytes(US_ASCII));
    }

    @Test
    void silenceHoldsResetsBackToo() throws IOException {
        lay(Faults.NONE);
        Link link = client.link();
        link.silence();
        client.reset();
        server.setSoTimeout(200);
        assertThatThrownBy(() -> server.getInputStream().read())
                .hasMessageContaining("timed out");
        link.resume();
        server.setSoTimeout((int) PATIENCE.toMillis());
        assertReset(server);
    }

    @Test
    void linkIsResetOnBothSides() throws IOException {
        lay(Faults.NONE);
        client.link().reset();
        assertReset(server);
        assertThatThrownBy(client::readToEnd)
                .hasMessageContaining("Connection reset");
    }

    @Test
    void resetFollowsTheBytesBeforeIt() throws IOException {
        lay(Faults.NONE.withLatency(Duration.ofMillis(200)));
        write(server, "last words\n".getBytes(US_ASCII));
        resetServer();
        client.expectLine("last words");
        assertThatThrownBy(client::readToEnd)
                .hasMessageContaining("Connection reset");
    }

    @Test
    void endStaysAnEndWhenAResetFollows() throws IOException {
        lay(Faults.NONE.withLatency(Duration.ofMillis(200)));
        server.shutdownOutput();
        resetServer();
        Task<Void> sending =
                Task.start("sending", () -> client.write(random(MUCH)));
        client.expectEnd();
        assertThatThrownBy(() -> sending.await(PATIENCE))
                .hasMessageContaining("cannot send");
    }

    @Test
    void resetIsNotHeldUpByWhoDoesNotRead() throws IOException {
        lay(Faults.NONE);
        Task<Void> sending =
                Task.start("sending", () -> client.write(random(MUCH)));
        Wait.untilStalled(sending, client.link()::deliveredToServer);
        client.reset();
        // The wire learns of it when it delivers something.
        Wait.each(Duration.ofMillis(10), "the server is told of the reset",
                PATIENCE, () -> isReset(server));
    }

    @Test
    void closeEndsBothSidesOfAFullLink() throws IOException {
        lay(Faults.NONE);
        Task<Void> sending =
                Task.start("sending", () -> client.write(random(MUCH)));
        Wait.untilStalled(sending, client.link()::deliveredToServer);
        wire.close();
        assertThat(TestClient.canConnect(wire.address(), PATIENCE)).isFalse();
        assertThatThrownBy(() -> sending.await(PATIENCE))
                .hasMessageContaining("cannot send");
        assertEnded(client::readToEnd);
        assertEnded(() -> server.getInputStream().readAllBytes());
    }

    @Test
    void closeEndsBothSidesOfASilentLink() throws IOException {
        lay(Faults.NONE);
        client.link().silence();
        client.send("never to arrive\n");
        wire.close();
        assertEnded(client::readToEnd);
        assertThat(server.getInputStream().readNBytes(1)).isEmpty();
    }

    @Test
    void closeLeavesNoThread() throws IOException {
        lay(Faults.NONE.withLatency(Duration.ofMinutes(1)));
        client.send("never to arrive\n");
        Wait.until("the wire's threads are at work", PATIENCE,
                () -> Threads.dump().contains(Pump.class.getName()));
        wire.close();
        assertThat(Threads.dump()).doesNotContain(Pump.class.getName(),
                Link.class.getName(), Wire.class.getName() + ".");
    }

    private void lay(Faults faults) throws IOException {
        wire = Wire.to((InetSocketAddress) listener.getLocalSocketAddress(),
                faults);
        client = TestClient.connect(wire.address(), PATIENCE).through(wire);
        server = listener.accept();
        server.setSoTimeout((int) PATIENCE.toMillis());
    }

    private void resetServer() throws IOException {
        server.setSoLinger(true, 0);
        server.close();
    }

    /** A side may see an end of stream or a reset, but no further waiting. */
    private static void assertEnded(ThrowingCallable reading) {
        Throwable failure = catchThrowable(reading);
        if (failure != null) {
            assertThat(failure).hasMessageContaining("Connection reset");
        }
    }

    private static void assertReset(Socket socket) {
        assertThatThrownBy(() -> socket.getInputStream().read())
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("Connection reset");
    }

    private static boolean isReset(Socket socket) {
        try {
            socket.getOutputStream().write('?');
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    private static void write(Socket socket, byte... bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private static byte[] random(int size) {
        var bytes = new byte[size];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
