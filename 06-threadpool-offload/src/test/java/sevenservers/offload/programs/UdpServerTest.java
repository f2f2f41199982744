package sevenservers.offload.programs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sevenservers.offload.EventLoop;
import sevenservers.tests.LogRecords;

/** The test's thread turns the loop, so it knows what has happened after a turn. */
@Timeout(120)
class UdpServerTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final List<String> received = new ArrayList<>();
    private EventLoop loop;
    private Asker asker;
    private boolean full;

    @BeforeEach
    void open() throws IOException {
        loop = new EventLoop();
        asker = new Asker();
    }

    @AfterEach
    void close() {
        loop.close();
        asker.close();
    }

    @Test
    void receivesNothingWhileAnAnswerWaits() throws IOException {
        var server = new Server();
        full = true;
        asker.send(server.address(), "one").send(server.address(), "two");
        turn(4);
        assertThat(received).containsExactly("one");
        assertThat(server.pending()).isEqualTo(1);
        full = false;
        turn(2);
        assertThat(received).containsExactly("one", "two");
        assertThat(server.pending()).isZero();
        assertThat(asker.receiveText()).isEqualTo("one");
        assertThat(asker.receiveText()).isEqualTo("two");
    }

    @Test
    void keepsAnswersInOrderAndAsTheyWere() throws IOException {
        var server = new Server();
        ByteBuffer lent = ByteBuffer.allocate(1);
        full = true;
        for (byte b = 'a'; b <= 'c'; b++) {
            server.reply(lent.clear().put(b).flip(), asker.address());
            full = false;
        }
        turn(1);
        assertThat(asker.receiveText()).isEqualTo("a");
        assertThat(asker.receiveText()).isEqualTo("b");
        assertThat(asker.receiveText()).isEqualTo("c");
    }

    @Test
    void stopsReceivingButSendsWhatWaits() throws IOException {
        var server = new Server();
        full = true;
        asker.send(server.address(), "one").send(server.address(), "two");
        turn(1);
        server.stop();
        full = false;
        turn(1);
        assertThat(asker.receiveText()).isEqualTo("one");
        assertThat(server.wantsToReceive()).isFalse();
        assertThat(received).containsExactly("one");
    }

    @Test
    void losesAnAnswerThatCannotBeSentAndNoOther() throws IOException {
        var server = new Server();
        try (var logged = LogRecords.capture()) {
            server.reply(text("lost"), new InetSocketAddress(LOOPBACK, 0));
            server.reply(text("lost"), new InetSocketAddress("255.255.255.255", 9));
            server.reply(ByteBuffer.allocate(UdpServer.LONGEST), asker.address());
            full = true;
            server.reply(text("lost"), new InetSocketAddress(LOOPBACK, 0));
            server.reply(text("kept"), asker.address());
            full = false;
            turn(1);
            assertThat(asker.receiveText()).isEqualTo("kept");
            assertThat(ask(server, "hello")).isEqualTo("hello");
            assertThat(logged.failures()).isEmpty();
        }
    }

    @Test
    void survivesAFailureOfItsOwn() throws IOException {
        var server = new Server() {
            @Override
            protected void received(ByteBuffer data, InetSocketAddress sender) {
                if (data.remaining() == 3) {
                    throw new IllegalStateException("a bug");
                }
                super.received(data, sender);
            }
        };
        try (var logged = LogRecords.capture()) {
            asker.send(server.address(), "bad");
            turn(1);
            assertThat(logged.failures()).singleElement().asString()
                    .contains("a bug");
        }
        assertThat(ask(server, "good")).isEqualTo("good");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "0.0.0.0"})
    void ignoresWhatClaimsToComeFromItself(String host) throws IOException {
        var server = new Server(new InetSocketAddress(host, 0));
        var itself = new InetSocketAddress(LOOPBACK, server.address().getPort());
        server.reply(text("for ever"), itself);
        asker.send(itself, "hello");
        while (!received.contains("hello")) {
            turn(1);
        }
        assertThat(received).containsExactly("hello");
    }

    @Test
    void answersTheSamePortOfAnotherAddress() throws IOException {
        assumeTrue(Asker.has("127.0.0.2"));
        var server = new Server();
        try (var other = new Asker(new InetSocketAddress("127.0.0.2",
                server.address().getPort()))) {
            other.send(server.address(), "no relation");
            turn(1);
            assertThat(other.receiveText()).isEqualTo("no relation");
        }
    }

    @Test
    void letsOtherHandlersHaveTheirTurns() throws IOException {
        var server = new Server();
        for (int i = 0; i <= UdpServer.DATAGRAMS_PER_EVENT; i++) {
            asker.send(server.address(), "" + i);
        }
        turn(1);
        assertThat(received).hasSize(UdpServer.DATAGRAMS_PER_EVENT);
        turn(1);
        assertThat(received).containsExactlyElementsOf(
                IntStream.rangeClosed(0, UdpServer.DATAGRAMS_PER_EVENT)
                        .mapToObj(String::valueOf).toList());
    }

    private String ask(UdpServer server, String question) throws IOException {
        asker.send(server.address(), question);
        turn(1);
        return asker.receiveText();
    }

    private void turn(int times) throws IOException {
        for (int i = 0; i < times; i++) {
            loop.turn();
        }
    }

    private static ByteBuffer text(String text) {
        return UTF_8.encode(text);
    }

    /** Echoes, by a socket that is full when the test says so. */
    private class Server extends UdpServer {

        Server() throws IOException {
            this(LoopThread.anyPort());
        }

        Server(InetSocketAddress address) throws IOException {
            super(UdpServerTest.this.loop, address);
        }

        @Override
        protected void received(ByteBuffer data, InetSocketAddress sender) {
            received.add(UTF_8.decode(data.duplicate()).toString());
            reply(data, sender);
        }

        @Override
        void send(ByteBuffer data, InetSocketAddress to) throws IOException {
            if (!full) {
                super.send(data, to);
            }
        }
    }
}
