package sevenservers.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static sevenservers.reactor.Recorder.bytes;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sevenservers.tests.TestClient;

/** Whatever a protocol is told, it may answer it by any call, to any transport. */
@Timeout(120)
class ReentrancyTest {

    private static final int SOME = 100_000;

    private final Stage stage = new Stage();

    ReentrancyTest() throws IOException {
    }

    @AfterEach
    void close() throws IOException {
        stage.close();
    }

    @ParameterizedTest
    @EnumSource
    void endsBothConnectionsOnce(Answer answer) throws IOException {
        for (Event event : Event.values()) {
            expectEnds(answer, event, true);
            expectEnds(answer, event, false);
        }
    }

    private void expectEnds(Answer answer, Event event, boolean itself)
            throws IOException {
        var other = new Recorder();
        TestClient far = stage.connectSlow(other);
        var answering = new Answering(event, answer, itself ? null : other);
        TestClient near = stage.connectSlow(answering);
        var read = CompletableFuture.allOf(converse(near, answering),
                converse(far, other));
        stage.turnUntil(event + " answered by " + answer, () -> {
            resume(answering);
            resume(other);
            return answering.isLost() && other.isLost() && read.isDone();
        });
        assertThat(answering.count("lost")).isEqualTo(1);
        assertThat(other.count("lost")).isEqualTo(1);
    }

    private static void resume(Protocol protocol) {
        if (protocol.transport().isOpen()) {
            protocol.transport().resumeProducing();
        }
    }

    /** Something is unsent, something comes, and the client reads to the end. */
    private static CompletableFuture<Void> converse(TestClient client,
            Recorder recorder) {
        recorder.transport().setOption(StandardSocketOptions.SO_SNDBUF, 4 * 1024);
        recorder.transport().write(ByteBuffer.allocate(SOME));
        client.send("hello").finish();
        return CompletableFuture.runAsync(() -> {
            try (client) {
                client.readToEnd();
            } catch (AssertionError reset) {
                assertThat(reset).hasMessageContaining("broke");
            }
        }, Thread::startVirtualThread);
    }

    /** What a protocol, or a producer, is told. */
    enum Event {
        MADE, DATA, SENT, FINISHED, LOST, PAUSE, RESUME, STOP
    }

    /** What it does then. */
    enum Answer {
        WRITE, WRITE_MUCH, WRITE_SEQUENCE, DISCARD, DISCARD_AND_WRITE, LOSE,
        LOSE_AND_DISCARD, LOSE_WRITE, ABORT, TIMEOUT, PRODUCE, PAUSE,
        PAUSE_AND_RESUME, STOP, OPTION;

        void give(Transport transport) {
            switch (this) {
                case WRITE -> transport.write(bytes("answer"));
                case WRITE_MUCH -> transport.write(ByteBuffer.allocate(SOME));
                case WRITE_SEQUENCE -> transport
                        .writeSequence(List.of(bytes("ans"), bytes("wer")));
                case DISCARD -> transport.discardUnsent();
                case DISCARD_AND_WRITE -> {
                    transport.discardUnsent();
                    transport.write(bytes("answer"));
                }
                case LOSE -> transport.loseConnection();
                case LOSE_AND_DISCARD -> {
                    transport.loseConnection();
                    transport.discardUnsent();
                }
                case LOSE_WRITE -> transport.loseWriteConnection();
                case ABORT -> transport.abortConnection();
                case TIMEOUT -> transport.setWriteTimeout(Duration.ofMinutes(1));
                case PRODUCE -> {
                    transport.unregisterProducer();
                    transport.registerProducer(transport);
                }
                case PAUSE -> transport.pauseProducing();
                case PAUSE_AND_RESUME -> {
                    transport.pauseProducing();
                    transport.resumeProducing();
                }
                case STOP -> transport.stopProducing();
                case OPTION -> transport
                        .setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            }
        }
    }

    private static final class Answering extends Recorder implements Producer {

        private final Event event;
        private final Answer answer;
        private final Recorder other;
        private int answers;

        Answering(Event event, Answer answer, Recorder other) {
            this.event = event;
            this.answer = answer;
            this.other = other;
        }

        /** Answers twice, for an answer may bring about what it answers. */
        private void told(Event what) {
            if (what == event && answers++ < 2) {
                if (other == null) {
                    answer.give(transport());
                } else {
                    other.call(answer::give);
                }
            }
        }

        @Override
        protected void connectionMade() {
            super.connectionMade();
            transport().registerProducer(this);
            told(Event.MADE);
        }

        @Override
        protected void dataReceived(ByteBuffer data) {
            super.dataReceived(data);
            told(Event.DATA);
        }

        @Override
        protected void dataSent() {
            super.dataSent();
            told(Event.SENT);
        }

        @Override
        protected void readConnectionLost() {
            super.readConnectionLost();
            told(Event.FINISHED);
        }

        @Override
        protected void connectionLost(Reason why) {
            super.connectionLost(why);
            told(Event.LOST);
        }

        @Override
        public void pauseProducing() {
            told(Event.PAUSE);
        }

        @Override
        public void resumeProducing() {
            told(Event.RESUME);
        }

        @Override
        public void stopProducing() {
            told(Event.STOP);
        }
    }
}
