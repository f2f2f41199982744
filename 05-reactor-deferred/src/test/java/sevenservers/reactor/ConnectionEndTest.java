package sevenservers.reactor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static sevenservers.tests.Wait.PATIENCE;
import static sevenservers.tests.Wait.await;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import sevenservers.contract.Limits;
import sevenservers.tests.TestClient;

/** How a connection ends, and what the two sides hear of it. */
@Timeout(120)
class ConnectionEndTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration PART = Duration.ofSeconds(20);

    private final Stage stage = new Stage();
    private final Recorder protocol = new Recorder();

    ConnectionEndTest() throws IOException {
    }

    @AfterEach
    void close() throws IOException {
        stage.close();
    }

    private Transport transport() {
        return protocol.transport();
    }

    @Test
    void knowsBothAddresses() throws IOException {
        TestClient client = stage.connect(protocol);
        assertThat(transport().getPeer()).isEqualTo(client.address());
        assertThat(transport().getHost()).isEqualTo(client.server());
        client.finish();
        stage.turnUntil("it is lost", protocol::isLost);
        assertThat(transport().getPeer()).isEqualTo(client.address());
        assertThat(transport().getHost()).isEqualTo(client.server());
    }

    @Test
    void sendsFirstWhatIsUnsentAndNeverResets() throws Exception {
        TestClient client = stage.connectSlow(protocol);
        transport().pauseProducing();
        client.send(new byte[10_000]);
        byte[] much = protocol.writeMuch();
        protocol.call(Transport::loseConnection);
        protocol.call(Transport::loseConnection);
        assertThat(transport().isOpen()).isFalse();
        stage.turn();
        assertThat(protocol.isLost()).isFalse();
        client.send(new byte[10_000]);
        assertThat(Arrays.mismatch(stage.receivedBy(client), much)).isEqualTo(-1);
        stage.turnUntil("it is lost", protocol::isLost);
        assertThat(protocol.reason).isEqualTo(new Reason.Done());
        assertThat(protocol.events).doesNotContain("data", "finished");
        assertThat(protocol.count("lost")).isEqualTo(1);
    }

    @Test
    void dropsWhatComesWhileTheOtherSideHasNotEndedToo() throws IOException {
        TestClient client = stage.connect(protocol);
        transport().loseConnection();
        stage.turn();
        assertThat(protocol.events).containsExactly("made", "lost");
        for (int i = 0; i < 10; i++) {
            client.send(new byte[30_000]);
            stage.turn();
        }
        client.expectEnd();
        client.finish();
        stage.turn();
        stage.advance(Limits.LINGER);
        stage.expectRest();
    }

    @Test
    void waitsForTheOtherSideOnlyForAWhile() throws Exception {
        stage.connect(protocol);
        transport().loseConnection();
        expectToLinger();
    }

    @Test
    void waitsNoLongerIfTheRestIsForgottenAfterTheEnd() throws Exception {
        stage.connect(protocol);
        protocol.write("one ");
        protocol.write("two");
        transport().loseConnection();
        transport().discardUnsent();
        expectToLinger();
    }

    /** The reactor ends when the socket has lingered, and not before. */
    private void expectToLinger() throws IOException {
        stage.turn();
        assertThat(protocol.isLost()).isTrue();
        long begin = stage.reactor.nanoTime();
        stage.end();
        assertThat(stage.reactor.nanoTime() - begin).isBetween(
                Limits.LINGER.dividedBy(2).toNanos(),
                Limits.LINGER.multipliedBy(3).toNanos());
    }

    @Test
    void waitsNoLongerThanForTheEndOfTheOtherSide() throws Exception {
        try (var still = new StillReactor(Transport::loseConnection)) {
            still.client.expectEnd();
            still.client.finish();
            still.expectEnd();
        }
    }

    @Test
    void waitsNotAtAllIfTheOtherSideHasEnded() throws Exception {
        try (var still = new StillReactor(_ -> {})) {
            still.client.finish().expectEnd();
            still.expectEnd();
        }
    }

    /** A reactor in a thread of its own for which no time passes, and a client. */
    private static final class StillReactor implements AutoCloseable {

        final TestClient client;
        private final Reactor reactor = new Reactor(() -> 0);
        private final Thread thread = Thread.ofPlatform().unstarted(this::run);

        StillReactor(Consumer<Transport> begin) throws IOException {
            ListeningPort port =
                    reactor.listenTCP(Stage.ANY_PORT, _ -> new Recorder() {
                        @Override
                        protected void connectionMade() {
                            begin.accept(transport());
                        }
                    });
            thread.start();
            client = TestClient.connect(port.getHost(), PATIENCE);
        }

        private void run() {
            try {
                reactor.run();
            } catch (IOException failure) {
                throw new AssertionError(failure);
            }
        }

        void expectEnd() {
            reactor.callFromThread(reactor::stop);
            await().until(() -> !thread.isAlive());
        }

        @Override
        public void close() {
            reactor.callFromThread(reactor::close);
            client.close();
        }
    }

    @Test
    void hearsOfNoResetOnceItHasEnded() throws IOException {
        TestClient client = stage.connect(protocol);
        transport().loseConnection();
        stage.turn();
        client.reset();
        stage.end();
        assertThat(protocol.events).containsExactly("made", "lost");
        assertThat(protocol.reason).isEqualTo(new Reason.Done());
    }

    @Test
    void hearsOfAResetWhileItSendsTheRest() throws IOException {
        TestClient client = stage.connectSlow(protocol);
        protocol.writeMuch();
        transport().loseConnection();
        client.reset();
        stage.turnUntil("it is lost", protocol::isLost);
        assertThat(transport().unsent()).isZero();
        assertThat(protocol.reason).isInstanceOf(Reason.Lost.class);
        stage.end();
        assertThat(protocol.count("lost")).isEqualTo(1);
    }

    @Test
    void hearsOfAResetWhileSomethingIsUnsent() throws IOException {
        TestClient client = stage.connectSlow(protocol);
        protocol.writeMuch();
        client.reset();
        stage.turnUntil("it is lost", protocol::isLost);
        assertThat(transport().unsent()).isZero();
        assertThat(transport().isOpen()).isFalse();
        assertThat(protocol.reason).isInstanceOf(Reason.Lost.class);
        assertThat(protocol.events).doesNotContain("finished");
    }

    @Test
    void hearsOfAResetByReading() throws IOException {
        TestClient client = stage.connect(protocol);
        client.reset();
        stage.turnUntil("it is lost", protocol::isLost);
        assertThat(protocol.events).containsExactly("made", "lost");
        assertThat(protocol.reason).isInstanceOf(Reason.Lost.class);
        transport().setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    }

    @Test
    void isAbortedByAReset() throws Exception {
        TestClient client = stage.connectSlow(protocol);
        protocol.writeMuch();
        protocol.call(Transport::abortConnection);
        protocol.call(Transport::abortConnection);
        assertThat(transport().unsent()).isZero();
        assertThat(transport().isOpen()).isFalse();
        stage.turn();
        assertThat(protocol.events).containsExactly("made", "lost");
        assertThat(protocol.reason).isEqualTo(new Reason.Aborted());
        stage.turn();
        Stage.expectReset(client);
    }

    @Test
    void mayBeAbortedWhileItSendsTheRest() throws Exception {
        TestClient client = stage.connectSlow(protocol);
        protocol.writeMuch();
        transport().loseConnection();
        stage.turn();
        protocol.call(Transport::abortConnection);
        stage.turn();
        assertThat(protocol.reason).isEqualTo(new Reason.Aborted());
        stage.turn();
        Stage.expectReset(client);
    }

    @Test
    void mayBeAbortedInTheTurnOfItsEnd() throws Exception {
        TestClient client = stage.connect(protocol);
        transport().loseConnection();
        transport().abortConnection();
        stage.turn();
        assertThat(protocol.reason).isEqualTo(new Reason.Aborted());
        stage.turn();
        Stage.expectReset(client);
    }

    @Test
    void isNotAbortedOnceItHasEnded() throws IOException {
        TestClient client = stage.connect(protocol);
        transport().loseConnection();
        stage.turn();
        protocol.call(Transport::abortConnection);
        stage.turn();
        client.expectEnd();
        assertThat(protocol.reason).isEqualTo(new Reason.Done());
        assertThat(protocol.count("lost")).isEqualTo(1);
    }

    @Test
    void mayBeAbortedByOthersWhenItsProtocolHasFailed() throws Exception {
        var failing = new Failing(Call.DATA, new AssertionError("on purpose"));
        TestClient client = stage.connectSlow(failing).send("hello");
        failing.writeMuch();
        stage.turnUntil("it has failed", failing::isLost);
        failing.transport().abortConnection();
        assertThat(failing.transport().unsent()).isZero();
        stage.turn();
        stage.turn();
        Stage.expectReset(client);
        stage.expectFailures("on purpose");
    }

    @Test
    void isAbortedThoughTheConnectionBreaksInTheSameTurn() throws IOException {
        TestClient client = stage.connect(protocol);
        client.reset();
        stage.reactor.enqueue(() -> protocol.call(Transport::abortConnection));
        stage.turn();
        assertThat(protocol.reason).isEqualTo(new Reason.Aborted());
    }

    @ParameterizedTest
    @EnumSource
    void endsAloneWhenItsProtocolFails(Call call) throws Exception {
        var failing = new Failing(call, new IllegalStateException("on purpose"));
        var other = new Recorder();
        TestClient near = stage.connect(other);
        TestClient client = stage.connectSlow(failing);
        byte[] sent = {};
        if (failing.reason == null) {
            sent = failing.writeMuch();
            failing.write("last words");
        }
        client.send("hello").finish();
        byte[] received = stage.receivedBy(client);
        assertThat(received).hasSize(sent.length == 0 ? 0 : sent.length + 10);
        stage.turnUntil("it is lost", failing::isLost);
        if (call == Call.LOST) {
            assertThat(failing.reason).isEqualTo(new Reason.Done());
        } else {
            assertThat(failing.reason)
                    .isEqualTo(new Reason.Failed(failing.failure));
        }
        assertThat(failing.count("lost")).isEqualTo(1);
        stage.expectFailures("on purpose");
        near.send("and on");
        stage.turnUntil("it is heard", () -> other.input.length() == 6);
    }

    @Test
    void endsAloneWhenItsProtocolFailsWithAnError() throws Exception {
        var failing = new Failing(Call.DATA, new AssertionError("on purpose"));
        TestClient client = stage.connect(failing).send("hello");
        stage.turnUntil("it is lost", failing::isLost);
        assertThat(failing.reason).isEqualTo(new Reason.Failed(failing.failure));
        client.expectEnd();
        stage.expectFailures("ended by a failure of its handler");
    }

    /** Which of a protocol's methods fails. */
    enum Call {
        MADE, DATA, SENT, FINISHED, LOST
    }

    private static final class Failing extends Recorder {

        final Throwable failure;
        private final Call failing;

        Failing(Call failing, Throwable failure) {
            this.failing = failing;
            this.failure = failure;
        }

        private void fail(Call call) {
            if (failing == call && failure instanceof Error error) {
                throw error;
            }
            if (failing == call && failure instanceof RuntimeException exception) {
                throw exception;
            }
        }

        @Override
        protected void connectionMade() {
            super.connectionMade();
            fail(Call.MADE);
        }

        @Override
        protected void dataReceived(ByteBuffer data) {
            super.dataReceived(data);
            fail(Call.DATA);
        }

        @Override
        protected void dataSent() {
            super.dataSent();
            fail(Call.SENT);
        }

        @Override
        protected void readConnectionLost() {
            super.readConnectionLost();
            fail(Call.FINISHED);
        }

        @Override
        protected void connectionLost(Reason why) {
            super.connectionLost(why);
            fail(Call.LOST);
        }
    }

    @Test
    void resetsThoughTheProtocolFailsAfterTheAbort() throws IOException {
        var failing = new Recorder() {
            @Override
            protected void dataReceived(ByteBuffer data) {
                transport().abortConnection();
                throw new IllegalStateException("on purpose");
            }
        };
        TestClient client = stage.connect(failing).send("hello");
        stage.turnUntil("it is lost", failing::isLost);
        stage.turn();
        Stage.expectReset(client);
        assertThat(failing.reason).isEqualTo(new Reason.Aborted());
        stage.expectFailures("on purpose");
    }

    @Test
    void endsThoughItFailsWhenTheLastOfTheRestIsSent() throws Exception {
        var failing = new Recorder() {
            @Override
            protected void dataSent() {
                if (transport().unsent() == 0) {
                    throw new IllegalStateException("on purpose");
                }
            }
        };
        TestClient client = stage.connectSlow(failing);
        byte[] much = failing.writeMuch();
        failing.transport().loseConnection();
        assertThat(stage.receivedBy(client)).isEqualTo(much);
        assertThat(failing.reason).isInstanceOf(Reason.Failed.class);
        stage.expectRest();
        stage.expectFailures("on purpose");
    }

    @Test
    void doesNotWaitForeverForWhoTakesNothing() throws Exception {
        TestClient client = stage.connectSlow(protocol);
        transport().setWriteTimeout(LIMIT);
        byte[] much = protocol.writeMuch();
        stage.advance(PART);
        stage.expectRest();
        assertThat(protocol.isLost()).isFalse();
        stage.advance(PART);
        stage.turn();
        assertThat(protocol.events).containsExactly("made", "lost");
        assertThat(protocol.reason).isEqualTo(new Reason.TimedOut(LIMIT));
        assertThat(transport().unsent()).isZero();
        byte[] received = stage.receivedBy(client);
        assertThat(Arrays.mismatch(received, much)).as("it is the beginning")
                .isEqualTo(received.length);
    }

    @Test
    void waitsNotForeverThoughItIsToldLate() throws Exception {
        stage.connectSlow(protocol);
        protocol.writeMuch();
        stage.advance(PART);
        transport().setWriteTimeout(LIMIT);
        stage.advance(PART);
        stage.turn();
        assertThat(protocol.isLost()).isFalse();
        stage.advance(PART);
        stage.turn();
        assertThat(protocol.reason).isEqualTo(new Reason.TimedOut(LIMIT));
    }

    @Test
    void waitsAsLongAsTheOtherSideTakesSomething() throws Exception {
        TestClient client = stage.connectSlow(protocol);
        transport().setWriteTimeout(LIMIT);
        protocol.writeMuch();
        for (int i = 0; i < 3; i++) {
            stage.advance(PART);
            stage.turn();
            assertThat(protocol.isLost()).isFalse();
            long sent = protocol.count("sent");
            stage.read(client, Recorder.MUCH / 8);
            stage.turnUntil("it has sent", () -> protocol.count("sent") > sent);
        }
        stage.expectRest();
        protocol.write("more");
        stage.advance(PART.multipliedBy(2));
        stage.turn();
        assertThat(protocol.reason).isEqualTo(new Reason.TimedOut(LIMIT));
    }

    @Test
    void countsTheTimeFromWhenSomethingIsUnsent() throws Exception {
        TestClient client = stage.connectSlow(protocol);
        transport().setWriteTimeout(LIMIT);
        stage.advance(PART);
        byte[] much = protocol.writeMuch();
        stage.advance(PART);
        stage.turn();
        assertThat(protocol.isLost()).isFalse();
        stage.read(client, much.length);
        stage.turnUntil("all is sent", () -> transport().unsent() == 0);
        stage.advance(LIMIT.multipliedBy(2));
        stage.turn();
        protocol.writeMuch();
        stage.advance(PART);
        stage.turn();
        assertThat(protocol.isLost()).isFalse();
    }

    @Test
    void doesNotWaitForeverWhileItEnds() throws Exception {
        TestClient client = stage.connectSlow(protocol);
        transport().setWriteTimeout(LIMIT);
        protocol.writeMuch();
        transport().loseConnection();
        stage.turn();
        stage.advance(LIMIT);
        stage.turn();
        assertThat(protocol.reason).isEqualTo(new Reason.TimedOut(LIMIT));
        assertThat(stage.receivedBy(client)).hasSizeLessThan(Recorder.MUCH);
    }

    @Test
    void hasNothingToWaitForOnceTheRestIsForgotten() throws Exception {
        var forgetting = forgettingWhenItReceives(Transport::discardUnsent);
        stage.turn();
        assertThat(forgetting.isLost()).isFalse();
        stage.expectRest();
    }

    @Test
    void isAbortedInTheTurnInWhichItsTimeIsOver() throws Exception {
        var aborting = forgettingWhenItReceives(Transport::abortConnection);
        stage.turn();
        assertThat(aborting.reason).isEqualTo(new Reason.Aborted());
    }

    /** A protocol for which input has come just when its time is over. */
    private Recorder forgettingWhenItReceives(Consumer<Transport> how)
            throws IOException {
        var forgetting = new Recorder() {
            @Override
            protected void dataReceived(ByteBuffer data) {
                super.dataReceived(data);
                how.accept(transport());
            }
        };
        TestClient client = stage.connectSlow(forgetting);
        forgetting.transport().setWriteTimeout(LIMIT);
        forgetting.writeMuch();
        stage.expectRest();
        client.send("forget it");
        stage.advance(LIMIT);
        return forgetting;
    }

    @ParameterizedTest
    @ValueSource(strings = {"lose", "abort", "lose and abort", "lose twice",
        "finish", "reset", "lose and finish", "lose and reset", "abort and reset",
        "both sides", "half and lose", "discard and lose", "stop", "stop and lose",
        "lose with input"})
    void isToldOnceThatItEnds(String way) throws IOException {
        TestClient client = stage.connect(protocol);
        protocol.write("one ");
        protocol.write("two");
        for (String part : way.split(" and ", -1)) {
            switch (part) {
                case "lose" -> transport().loseConnection();
                case "lose twice" -> {
                    transport().loseConnection();
                    stage.turn();
                    transport().loseConnection();
                }
                case "lose with input" -> {
                    client.send("hello");
                    transport().loseConnection();
                }
                case "abort" -> transport().abortConnection();
                case "finish" -> client.finish();
                case "reset" -> client.reset();
                case "both sides" -> {
                    client.finish();
                    transport().loseWriteConnection();
                }
                case "half" -> transport().loseWriteConnection();
                case "discard" -> transport().discardUnsent();
                case "stop" -> stage.reactor.stop();
                default -> throw new AssertionError(part);
            }
        }
        stage.turnUntil("it is lost", protocol::isLost);
        client.close();
        stage.end();
        assertThat(protocol.count("lost")).isEqualTo(1);
        assertThat(protocol.events).endsWith("lost");
    }

    @Test
    void mayAskForItsEndFromTheBeginning() throws IOException {
        var ending = new Recorder() {
            @Override
            protected void connectionMade() {
                super.connectionMade();
                write("full\n");
                call(Transport::loseConnection);
            }
        };
        TestClient client = stage.connect(ending).send("hello");
        stage.turn();
        client.expectLine("full").expectEnd();
        assertThat(ending.events).containsExactly("made", "lost");
    }

    @Test
    void mayBeAbortedFromTheBeginning() throws IOException {
        var aborting = new Recorder() {
            @Override
            protected void connectionMade() {
                super.connectionMade();
                call(Transport::abortConnection);
            }
        };
        TestClient client = stage.connect(aborting);
        stage.turn();
        Stage.expectReset(client);
        assertThat(aborting.events).containsExactly("made", "lost");
    }

    @Test
    void sendsWhatIsWrittenWhenItHearsTheEnd() throws IOException {
        var answering = new Recorder() {
            @Override
            protected void readConnectionLost() {
                write("fare");
                write("well\n");
                super.readConnectionLost();
            }
        };
        TestClient client = stage.connect(answering).finish();
        stage.turnUntil("it is lost", answering::isLost);
        client.expectLine("farewell").expectEnd();
    }

    @Test
    void isOpenUntilSomebodyHereHasAskedToEndIt() throws IOException {
        var states = new ArrayList<Boolean>();
        var asking = new Recorder() {
            @Override
            protected void connectionMade() {
                states.add(transport().isOpen());
            }

            @Override
            protected void readConnectionLost() {
                states.add(transport().isOpen());
                transport().loseConnection();
                states.add(transport().isOpen());
            }

            @Override
            protected void connectionLost(Reason why) {
                super.connectionLost(why);
                states.add(transport().isOpen());
            }
        };
        stage.connect(asking).finish();
        stage.turnUntil("it is lost", asking::isLost);
        assertThat(states).isEqualTo(List.of(true, true, false, false));
    }

    @Test
    void sendsInOrderBeforeItEndsByFailure() throws IOException {
        var failing = new Recorder() {
            @Override
            protected void dataReceived(ByteBuffer data) {
                write("one ");
                write("two");
                throw new IllegalStateException("on purpose");
            }
        };
        TestClient client = stage.connect(failing).send("hello");
        stage.turnUntil("it is lost", failing::isLost);
        stage.turn();
        client.expect("one two".getBytes(UTF_8)).expectEnd();
        stage.expectFailures("on purpose");
    }
}
