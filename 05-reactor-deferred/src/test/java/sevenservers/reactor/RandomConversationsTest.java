package sevenservers.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static sevenservers.tests.Wait.PATIENCE;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Timeout;

/**
 * Pairs of peers do what they like, at any time and to each other's transports. Who
 * hears the other's end has received all that it sent, else the beginning; and
 * whatever they did, in the end nothing is left.
 */
@Timeout(120)
class RandomConversationsTest {

    private static final int PAIRS = 20;
    private static final int ROUNDS = 60;
    private static final int MOST_AT_ONCE = 60_000;

    private final Stage stage = new Stage();
    private final List<Peer> peers = new ArrayList<>();
    private Random random;

    RandomConversationsTest() throws IOException {
    }

    @AfterEach
    void close() throws IOException {
        stage.close();
    }

    @RepeatedTest(25)
    void endWithWhatWasSent(RepetitionInfo seed) throws IOException {
        random = new Random(seed.getCurrentRepetition());
        ListeningPort port =
                stage.reactor.listenTCP(Stage.ANY_PORT, _ -> new Peer());
        for (int i = 0; i < PAIRS; i++) {
            stage.reactor.connectTCP(port.getHost(), PATIENCE, new Begin());
        }
        stage.turnUntil("all are there", () -> peers.size() == 2 * PAIRS);
        for (int i = 0; i < ROUNDS; i++) {
            actSometimes();
            stage.turn();
        }
        for (Peer peer : peers) {
            peer.transport().resumeProducing();
            peer.transport().loseConnection();
        }
        stage.turnUntil("all are lost",
                () -> peers.stream().allMatch(peer -> peer.reason != null));
        port.stopListening();
        stage.end();
        peers.forEach(this::check);
    }

    private void check(Peer peer) {
        Peer other = peers.stream().filter(peer::isConnectedTo).findFirst()
                .orElseThrow();
        assertThat(peer.received).isLessThanOrEqualTo(other.written);
        if (peer.finished) {
            assertThat(peer.received).isEqualTo(other.written);
        }
        assertThat(peer.wrong).as("bytes that are not what was sent").isZero();
        assertThat(peer.reason).isInstanceOfAny(Reason.Done.class,
                Reason.Lost.class, Reason.Aborted.class);
        assertThat(peer.transport().unsent()).isZero();
    }

    private void actSometimes() {
        for (int i = random.nextInt(4); i > 0; i--) {
            peers.get(random.nextInt(peers.size())).act();
        }
    }

    private final class Begin implements ClientFactory {

        @Override
        public Protocol buildProtocol(InetSocketAddress peer) {
            return new Peer();
        }

        @Override
        public void clientConnectionFailed(Reason reason) {
            throw new AssertionError(reason.message());
        }
    }

    private final class Peer extends Protocol {

        Reason reason;
        boolean finished;
        int written;
        int received;
        int wrong;
        private boolean mute;
        private int calls;

        boolean isConnectedTo(Peer other) {
            return transport().getPeer().equals(other.transport().getHost())
                    && transport().getHost().equals(other.transport().getPeer());
        }

        /** Does something, of which nothing may come back before it is done. */
        void act() {
            calls++;
            Transport transport = transport();
            switch (random.nextInt(40)) {
                case 0 -> transport.loseConnection();
                case 1 -> {
                    mute = true;
                    transport.loseWriteConnection();
                }
                case 2 -> transport.abortConnection();
                case 3 -> transport.setWriteTimeout(PATIENCE);
                case 4 -> {
                    transport.unregisterProducer();
                    transport.registerProducer(transport);
                }
                case 5 -> transport.setOption(StandardSocketOptions.SO_SNDBUF,
                        16 * 1024);
                case 6, 7, 8, 9 -> transport.pauseProducing();
                case 10, 11, 12, 13, 14, 15 -> transport.resumeProducing();
                case 16, 17, 18, 19 -> transport
                        .writeSequence(List.of(next(), next(), next()));
                default -> transport.write(next());
            }
            calls--;
        }

        private ByteBuffer next() {
            int count = random.nextInt(MOST_AT_ONCE);
            ByteBuffer bytes = ByteBuffer.allocate(count);
            for (int i = 0; i < count; i++) {
                bytes.put(byteAt(written + i));
            }
            if (transport().isOpen() && !mute) {
                written += count;
            }
            return bytes.flip();
        }

        private static byte byteAt(int place) {
            return (byte) (place * 31 >> 3);
        }

        private void told() {
            for (Peer peer : peers) {
                assertThat(peer.calls).as("called back from a call").isZero();
            }
            assertThat(reason).as("it has ended already").isNull();
        }

        @Override
        protected void connectionMade() {
            peers.add(this);
            told();
            actSometimes();
        }

        @Override
        protected void dataReceived(ByteBuffer data) {
            told();
            for (; data.hasRemaining(); received++) {
                wrong += data.get() == byteAt(received) ? 0 : 1;
            }
            actSometimes();
        }

        @Override
        protected void dataSent() {
            told();
            actSometimes();
        }

        @Override
        protected void readConnectionLost() {
            told();
            finished = true;
            if (random.nextBoolean()) {
                transport().loseConnection();
            }
            actSometimes();
        }

        @Override
        protected void connectionLost(Reason why) {
            told();
            reason = why;
            actSometimes();
        }
    }
}
