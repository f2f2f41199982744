package sevenservers.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static sevenservers.tests.Wait.PATIENCE;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sevenservers.tests.TestClient;

/** Who produces is held back by who does not take it. */
@Timeout(120)
class ProducerTest {

    private final Stage stage = new Stage();
    private final Recorder protocol = new Recorder();
    private final Source source = new Source();

    ProducerTest() throws IOException {
    }

    @AfterEach
    void close() throws IOException {
        stage.close();
    }

    private Transport transport() {
        return protocol.transport();
    }

    @Test
    void isPausedWhileSomethingIsUnsent() throws Exception {
        TestClient client = stage.connectSlow(protocol);
        transport().registerProducer(source);
        protocol.write("sent at once");
        stage.turn();
        assertThat(source.events).isEmpty();
        int much = protocol.writeMuch().length;
        protocol.write("more");
        assertThat(source.events).containsExactly("pause");
        stage.read(client, much / 2);
        assertThat(source.events).containsExactly("pause");
        stage.read(client, 12 + much / 2 + 4);
        stage.turnUntil("it goes on", () -> source.events.size() > 1);
        assertThat(transport().unsent()).isZero();
        stage.expectRest();
        assertThat(source.events).containsExactly("pause", "resume");
    }

    @Test
    void isPausedAtOnceIfSomethingIsUnsent() throws IOException {
        stage.connect(protocol);
        protocol.write("one ");
        protocol.write("two");
        transport().registerProducer(source);
        assertThat(source.events).containsExactly("pause");
        stage.turn();
        assertThat(source.events).containsExactly("pause", "resume");
    }

    @Test
    void isResumedWhenWhatIsUnsentIsForgotten() throws IOException {
        stage.connectSlow(protocol);
        transport().registerProducer(source);
        protocol.writeMuch();
        transport().discardUnsent();
        assertThat(source.events).containsExactly("pause");
        stage.turn();
        assertThat(source.events).containsExactly("pause", "resume");
    }

    @Test
    void isResumedOnceThoughTheConnectionIsBroken() throws IOException {
        TestClient client = stage.connectSlow(protocol);
        transport().pauseProducing();
        transport().registerProducer(source);
        protocol.writeMuch();
        client.reset();
        stage.turnUntil("it finds out", () -> transport().unsent() == 0);
        stage.turn();
        assertThat(source.events).containsExactly("pause", "resume");
    }

    @Test
    void isTheOnlyOne() throws IOException {
        stage.connect(protocol);
        transport().registerProducer(source);
        assertThatIllegalStateException()
                .isThrownBy(() -> transport().registerProducer(new Source()));
        transport().unregisterProducer();
        var other = new Source();
        transport().registerProducer(other);
        transport().loseConnection();
        stage.turn();
        assertThat(source.events).isEmpty();
        assertThat(other.events).containsExactly("stop");
    }

    @Test
    void doesNotKeepTheProtocolFromItsEnd() throws IOException {
        stage.connect(protocol);
        transport().registerProducer(new Source() {
            @Override
            public void stopProducing() {
                throw new IllegalStateException("on purpose");
            }
        });
        transport().loseConnection();
        stage.turn();
        assertThat(protocol.events).containsExactly("made", "lost");
        stage.expectFailures("on purpose");
    }

    @Test
    void isStoppedAtOnceIfTheConnectionHasEnded() throws IOException {
        stage.connect(protocol).finish();
        stage.turnUntil("it is lost", protocol::isLost);
        transport().registerProducer(source);
        assertThat(source.events).containsExactly("stop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lose", "abort", "reset", "finish", "fail"})
    void isStoppedWhenTheConnectionEnds(String end) throws IOException {
        var ending = new Recorder() {
            @Override
            protected void dataReceived(ByteBuffer data) {
                throw new IllegalStateException("on purpose");
            }

            @Override
            protected void connectionLost(Reason why) {
                super.connectionLost(why);
                source.events.add("lost");
            }
        };
        TestClient client = stage.connect(ending);
        ending.transport().registerProducer(source);
        switch (end) {
            case "lose" -> ending.call(Transport::loseConnection);
            case "abort" -> ending.call(Transport::abortConnection);
            case "reset" -> client.reset();
            case "finish" -> client.finish();
            default -> client.send("fail");
        }
        assertThat(source.events).isEmpty();
        stage.turnUntil("it is lost", ending::isLost);
        client.close();
        stage.end();
        assertThat(source.events).containsExactly("stop", "lost");
        if (end.equals("fail")) {
            stage.expectFailures("on purpose");
        }
    }

    @Test
    void endsTheConnectionWhenItFailsToGoOn() throws IOException {
        TestClient client = stage.connect(protocol);
        failToGoOn();
        stage.turn();
        client.expectLine("one two").expectEnd();
        assertThat(protocol.reason).isInstanceOf(Reason.Failed.class);
        stage.expectFailures("ended by a failure of its handler");
    }

    @Test
    void endsTheConnectionWhenItFailsToGoOnAfterTheRestIsForgotten()
            throws IOException {
        TestClient client = stage.connect(protocol);
        failToGoOn();
        transport().discardUnsent();
        stage.turn();
        client.expect((byte) 'o', (byte) 'n', (byte) 'e', (byte) ' ').expectEnd();
        assertThat(protocol.reason).isInstanceOf(Reason.Failed.class);
        stage.expectFailures("ended by a failure of its handler");
    }

    private void failToGoOn() {
        transport().registerProducer(new Source() {
            @Override
            public void resumeProducing() {
                throw new IllegalStateException("on purpose");
            }
        });
        protocol.write("one ");
        protocol.write("two\n");
    }

    @Test
    void mayWriteWhenItGoesOn() throws Exception {
        TestClient client = stage.connectSlow(protocol);
        int pieces = 50;
        int piece = 100_000;
        transport().registerProducer(new Source() {
            private int made;
            private boolean paused;

            @Override
            public void pauseProducing() {
                super.pauseProducing();
                paused = true;
            }

            @Override
            public void resumeProducing() {
                super.resumeProducing();
                assertThat(transport().unsent()).isZero();
                for (paused = false; !paused && made < pieces; made++) {
                    transport().write(ByteBuffer.allocate(piece));
                }
                if (made == pieces) {
                    transport().unregisterProducer();
                    transport().loseConnection();
                }
            }
        });
        protocol.write("x");
        protocol.write("x");
        assertThat(stage.receivedBy(client)).hasSize(2 + pieces * piece);
    }

    @Test
    void isTheTransportItselfOfWhoAnswersEverything() throws Exception {
        List<Long> unsent = new ArrayList<>();
        var echo = new Recorder() {
            @Override
            protected void connectionMade() {
                transport().setOption(StandardSocketOptions.SO_SNDBUF, 64 * 1024);
                transport().registerProducer(transport());
            }

            @Override
            protected void dataReceived(ByteBuffer data) {
                transport().write(data);
                unsent.add(transport().unsent());
            }
        };
        TestClient client = stage.connectSlow(echo);
        byte[] much = Recorder.numbered(Recorder.MUCH);
        var sent = CompletableFuture.runAsync(() -> client.send(much).finish(),
                Thread::startVirtualThread);
        stage.turnUntil("it cannot send", () -> echo.transport().unsent() > 0);
        stage.expectRest();
        assertThat(stage.receivedBy(client)).isEqualTo(much);
        sent.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(unsent).allMatch(bytes -> bytes <= 64 * 1024);
    }

    @Test
    void mayBeAnotherConnection() throws Exception {
        var sink = new Recorder();
        var tap = new Recorder() {
            @Override
            protected void dataReceived(ByteBuffer data) {
                sink.transport().write(data);
                assertThat(sink.transport().unsent())
                        .isLessThanOrEqualTo(64 * 1024);
            }

            @Override
            protected void connectionLost(Reason why) {
                super.connectionLost(why);
                sink.transport().loseConnection();
            }
        };
        TestClient from = stage.connect(tap);
        TestClient to = stage.connectSlow(sink);
        sink.transport().setOption(StandardSocketOptions.SO_SNDBUF, 64 * 1024);
        sink.transport().registerProducer(tap.transport());
        byte[] much = Recorder.numbered(Recorder.MUCH);
        var sent = CompletableFuture.runAsync(() -> from.send(much).finish(),
                Thread::startVirtualThread);
        stage.turnUntil("it cannot send", () -> sink.transport().unsent() > 0);
        stage.expectRest();
        assertThat(stage.receivedBy(to)).isEqualTo(much);
        sent.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void endsWithTheConnectionItProducesFor() throws IOException {
        var sink = new Recorder();
        stage.connect(protocol);
        TestClient to = stage.connect(sink);
        sink.transport().registerProducer(transport());
        to.finish();
        stage.turnUntil("both are lost", () -> sink.isLost() && protocol.isLost());
        assertThat(protocol.reason).isEqualTo(new Reason.Done());
    }

    /** A producer that remembers what it is told. */
    private static class Source implements Producer {

        final List<String> events = new ArrayList<>();

        @Override
        public void pauseProducing() {
            events.add("pause");
        }

        @Override
        public void resumeProducing() {
            events.add("resume");
        }

        @Override
        public void stopProducing() {
            events.add("stop");
        }
    }
}
