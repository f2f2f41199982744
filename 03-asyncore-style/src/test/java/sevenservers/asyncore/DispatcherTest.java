package sevenservers.asyncore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static sevenservers.asyncore.Recorder.bytes;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sevenservers.contract.Limits;
import sevenservers.tests.TestClient;

@Timeout(120)
class DispatcherTest {

    private static final Duration A_WHILE = Duration.ofMillis(100);
    /** Woken up by its deadline, and by what came just before. */
    private static final int FEW_TURNS = 4;

    private final Stage stage = new Stage();
    private final Loop loop = stage.loop;

    DispatcherTest() throws IOException {
    }

    @AfterEach
    void close() throws IOException {
        stage.close();
    }

    @Test
    void connects() throws IOException {
        var dispatcher = new Recorder(loop);
        dispatcher.createSocket();
        assertThat(dispatcher.isOpen()).isTrue();
        assertThat(dispatcher.isConnected()).isFalse();
        dispatcher.connect(stage.address());
        try (SocketChannel other = stage.accept()) {
            stage.turnUntil("it is connected", dispatcher::isConnected);
            assertThat(dispatcher.events).containsExactly("connect");
            assertThat(dispatcher.peer()).isEqualTo(stage.address());
            assertThat(dispatcher.address()).isEqualTo(other.getRemoteAddress());
            other.write(bytes("hello"));
            stage.turnUntil("it has read", () -> dispatcher.input.length() == 5);
        }
        stage.run();
        assertThat(dispatcher.events).containsExactly("connect", "read", "read",
                "close", "end");
    }

    @Test
    void connectsFromAnAddressOfItsOwn() throws IOException {
        var dispatcher = new Recorder(loop);
        dispatcher.createSocket();
        dispatcher.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        InetSocketAddress own = dispatcher.address();
        dispatcher.connect(stage.address());
        try (SocketChannel other = stage.accept()) {
            assertThat(other.getRemoteAddress()).isEqualTo(own);
        }
    }

    @Test
    void saysThatItCannotConnect() throws IOException {
        List<Throwable> failures = new ArrayList<>();
        TestClient client = stage.connect().send("hello");
        var connected = new Recorder(loop, stage.accept());
        var refused = new Recorder(loop) {
            @Override
            protected void handleError(Throwable failure) {
                failures.add(failure);
                super.handleError(failure);
            }
        };
        refused.createSocket();
        refused.connect(stage.nobody());
        stage.turnUntil("it is refused", refused::isClosed);
        assertThat(refused.events).containsExactly("error", "end");
        assertThat(failures).hasSize(1).first()
                .isInstanceOf(ConnectException.class);
        stage.expectFailures("Recorder");
        client.finish();
        stage.run();
        assertThat(connected.input).hasToString("hello");
    }

    @Test
    void isClosedWhenItCannotConnectWhateverTheHandlerDoes() throws IOException {
        var refused = new Recorder(loop) {
            @Override
            protected void handleError(Throwable failure) {
                events.add("error");
            }
        };
        refused.createSocket();
        refused.connect(stage.nobody());
        stage.run();
        assertThat(refused.isClosed()).isTrue();
        assertThat(refused.events).containsExactly("error", "end");
    }

    @Test
    void saysAtOnceThatAnAddressMakesNoSense() throws IOException {
        var dispatcher = new Recorder(loop) {
            @Override
            protected void handleError(Throwable failure) {
                assertThat(failure).isInstanceOf(UnresolvedAddressException.class);
                super.handleError(failure);
            }
        };
        dispatcher.createSocket();
        dispatcher.connect(InetSocketAddress.createUnresolved("nowhere", 1));
        assertThat(dispatcher.events).containsExactly("error", "end");
        stage.expectFailures("UnresolvedAddress");
        stage.run();
    }

    @Test
    void hasOneChannelInItsLife() throws IOException {
        var dispatcher = new Recorder(loop);
        dispatcher.createSocket();
        assertThatIllegalStateException().isThrownBy(dispatcher::createSocket);
        dispatcher.close();
        assertThatIllegalStateException().isThrownBy(dispatcher::createSocket);
        stage.run();
    }

    @Test
    void acceptsWhoeverConnects() throws IOException {
        List<Recorder> accepted = new ArrayList<>();
        var listening = new Recorder(loop) {
            @Override
            protected void handleAccepted(SocketChannel client)
                    throws IOException {
                accepted.add(new Recorder(loop, client));
            }
        };
        listen(listening);
        assertThat(listening.peer()).isNull();
        TestClient first = stage.connect(listening.address()).send("one");
        TestClient second = stage.connect(listening.address()).send("two");
        stage.turnUntil("both are accepted", () -> accepted.size() == 2);
        listening.close();
        first.finish();
        second.finish();
        stage.run();
        assertThat(accepted).extracting(one -> one.input.toString())
                .containsExactly("one", "two");
        assertThat(accepted).extracting(Dispatcher::peer)
                .containsExactly(first.address(), second.address());
    }

    @Test
    void closesAClientThatNobodyTakes() throws IOException {
        var listening = new Recorder(loop);
        listen(listening);
        TestClient client = stage.connect(listening.address());
        stage.run();
        client.expectEnd();
        assertThat(listening.events).containsExactly("error", "end");
        stage.expectFailures("nobody handles the event: accept");
    }

    @Test
    void closesAClientThatWasNotTakenOver() throws IOException {
        List<Recorder> accepted = new ArrayList<>();
        var listening = new Recorder(loop) {
            @Override
            protected void handleAccepted(SocketChannel client)
                    throws IOException {
                accepted.add(new Recorder(loop, client));
                throw new IllegalStateException("on purpose");
            }
        };
        listen(listening);
        TestClient client = stage.connect(listening.address());
        stage.run();
        client.expectEnd();
        assertThat(accepted).singleElement().satisfies(one -> {
            assertThat(one.isClosed()).isTrue();
            assertThat(one.events).isEmpty();
        });
        stage.expectFailures("on purpose");
    }

    private static void listen(Dispatcher dispatcher) throws IOException {
        dispatcher.createServerSocket();
        dispatcher.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        dispatcher.listen(5);
    }

    @Test
    void cannotListenWhereSomebodyElseDoes() throws IOException {
        var dispatcher = new Recorder(loop);
        dispatcher.createServerSocket();
        dispatcher.bind(stage.address());
        assertThatIOException().isThrownBy(() -> dispatcher.listen(5))
                .isInstanceOf(BindException.class);
        dispatcher.close();
        stage.run();
    }

    @Test
    void readsWhenThereIsInputUntilTheEnd() throws IOException {
        stage.connect().send("hello").finish();
        var dispatcher = new Recorder(loop, stage.accept());
        dispatcher.mostPerRead = 3;
        stage.run();
        assertThat(dispatcher.input).hasToString("hello");
        assertThat(dispatcher.events).containsExactly("read", "read", "read",
                "close", "end");
    }

    @Test
    void writesWhenItWantsTo() throws IOException {
        TestClient client = stage.connect();
        var dispatcher = new Recorder(loop, stage.accept()) {
            @Override
            protected void handleWrite() throws IOException {
                super.handleWrite();
                assertThat(send(bytes("hello\n"))).isEqualTo(6);
            }
        };
        assertThat(stage.turnsWithin(A_WHILE)).isLessThan(FEW_TURNS);
        assertThat(dispatcher.events).isEmpty();
        dispatcher.writable = true;
        dispatcher.changed();
        stage.turnUntil("it has written", () -> !dispatcher.events.isEmpty());
        client.expectLine("hello");
        assertThat(stage.turnsWithin(A_WHILE)).isLessThan(FEW_TURNS);
        assertThat(dispatcher.events).containsExactly("write");
    }

    @Test
    void readsNothingWhileItIsNotReadable() throws IOException {
        TestClient client = stage.connect();
        var dispatcher = new Recorder(loop, stage.accept());
        dispatcher.readable = false;
        client.send("hello");
        assertThat(stage.turnsWithin(A_WHILE)).isLessThan(FEW_TURNS);
        assertThat(dispatcher.events).isEmpty();
        dispatcher.readable = true;
        assertThat(stage.turnsWithin(A_WHILE)).as("nobody has told the loop")
                .isLessThan(FEW_TURNS);
        assertThat(dispatcher.events).isEmpty();
        dispatcher.changed();
        stage.turnUntil("it has read", () -> dispatcher.input.length() == 5);
    }

    @Test
    void mayBeChangedByAnotherOnesHandler() throws IOException {
        stage.connect().send("held");
        var held = new Recorder(loop, stage.accept());
        held.readable = false;
        stage.turn();
        stage.connect().send("go");
        new Recorder(loop, stage.accept()) {
            @Override
            protected void handleRead() throws IOException {
                super.handleRead();
                held.readable = true;
                held.changed();
            }
        };
        stage.turnUntil("it is read", () -> held.input.length() == 4);
    }

    @Test
    void isAskedAgainAfterADeadline() throws IOException {
        stage.connect().send("hello");
        var dispatcher = new Recorder(loop, stage.accept());
        dispatcher.readable = false;
        dispatcher.deadline(() -> dispatcher.readable = true).in(A_WHILE);
        stage.turnUntil("it is read", () -> dispatcher.input.length() == 5);
    }

    @Test
    void hasNoDeadlineOnceItIsClosed() throws IOException {
        stage.connect();
        stage.connect();
        var closed = new Recorder(loop, stage.accept());
        var other = new Recorder(loop, stage.accept());
        var expired = new AtomicInteger();
        closed.deadline(expired::incrementAndGet).in(Duration.ofMillis(1));
        closed.close();
        other.deadline(() -> other.readable = false).in(A_WHILE);
        stage.turnUntil("the later one has expired", () -> !other.readable);
        assertThat(expired).hasValue(0);
    }

    @Test
    void hearsOnceThatTheOtherSideHasEndedAndMayStillSend() throws IOException {
        TestClient client = stage.connect().finish();
        var dispatcher = new Recorder(loop, stage.accept()) {
            @Override
            protected void handleClose() {
                assertThat(isConnected()).isTrue();
                events.add("close");
            }
        };
        stage.turnUntil("the end is heard",
                () -> dispatcher.events.contains("close"));
        int questions = dispatcher.questions;
        assertThat(stage.turnsWithin(A_WHILE)).as("turns").isLessThan(FEW_TURNS);
        assertThat(dispatcher.questions - questions).isLessThan(FEW_TURNS);
        assertThat(dispatcher.recv(ByteBuffer.allocate(1))).isEqualTo(-1);
        assertThat(dispatcher.events).containsExactly("read", "close");
        assertThat(dispatcher.isOpen()).isTrue();
        dispatcher.send(bytes("still there\n"));
        client.expectLine("still there");
        dispatcher.close();
        stage.run();
        client.expectEnd();
    }

    @Test
    void hearsThatTheConnectionIsBroken() throws IOException {
        TestClient client = stage.connect();
        var dispatcher = new Recorder(loop, stage.accept());
        assertThat(dispatcher.isConnected()).isTrue();
        client.reset();
        stage.run();
        assertThat(dispatcher.events).containsExactly("read", "broken", "end");
        assertThat(dispatcher.isConnected()).isFalse();
    }

    @Test
    void losesWhatItSendsToABrokenConnectionAndHearsOfItByReading()
            throws IOException {
        TestClient client = stage.connect();
        var dispatcher = new Recorder(loop, stage.accept());
        client.reset();
        ByteBuffer lost = bytes("lost");
        assertThat(dispatcher.send(lost)).isEqualTo(4);
        assertThat(lost.hasRemaining()).isFalse();
        dispatcher.send(bytes("lost, too"));
        assertThat(dispatcher.events).containsExactly("deaf");
        stage.run();
        assertThat(dispatcher.events).containsExactly("deaf", "read", "broken",
                "end");
    }

    @Test
    void hasNoEventWhenItReadsAfterItWasClosed() throws IOException {
        stage.connect().send("hello");
        var dispatcher = new Recorder(loop, stage.accept()) {
            @Override
            protected void handleRead() throws IOException {
                super.handleRead();
                close();
                assertThat(recv(ByteBuffer.allocate(1))).isEqualTo(-1);
            }
        };
        stage.run();
        assertThat(dispatcher.events).containsExactly("read", "end");
    }

    @Test
    void logsAnErrorAndEndsItself() throws IOException {
        TestClient client = stage.connect().send("hello");
        var dispatcher = new Recorder(loop, stage.accept()) {
            @Override
            protected void handleRead() throws IOException {
                super.handleRead();
                throw new IOException("on purpose");
            }
        };
        stage.run();
        assertThat(dispatcher.events).containsExactly("read", "error", "end");
        client.expectEnd();
        stage.expectFailures("on purpose");
    }

    @Test
    void saysWhichEventNobodyHandles() throws IOException {
        stage.connect().send("hello");
        new Dispatcher(loop, stage.accept()) {};
        stage.run();
        stage.expectFailures("nobody handles the event: read");
    }

    @Test
    void tellsItselfFromOthersInALog() throws IOException {
        TestClient client = stage.connect();
        assertThat(new Recorder(loop, stage.accept())).hasToString(
                "Recorder of 127.0.0.1:" + client.address().getPort());
        assertThat(new Recorder(loop)).hasToString("Recorder");
    }

    @Test
    void endsGentlyForWhoHasNotReadYet() throws IOException {
        TestClient client = stage.connect().send("x".repeat(10_000));
        var dispatcher = new Recorder(loop, stage.accept());
        dispatcher.send(bytes("farewell\n"));
        dispatcher.closeGently();
        assertThat(dispatcher.isOpen()).isFalse();
        assertThat(dispatcher.isClosed()).isFalse();
        for (int i = 0; i < 10; i++) {
            client.send("x".repeat(10_000));
            stage.turn();
        }
        client.expectLine("farewell").expectEnd();
        assertThat(dispatcher.events).containsExactly("end");
        client.close();
        stage.run();
        assertThat(dispatcher.events).containsExactly("end");
    }

    @Test
    void endsAtOnceWhenTheOtherSideHasEnded() throws IOException {
        stage.connect().finish();
        var dispatcher = new Recorder(loop, stage.accept()) {
            @Override
            protected void handleClose() {
                closeGently();
                assertThat(isClosed()).isTrue();
            }
        };
        stage.run();
        assertThat(dispatcher.events).containsExactly("read", "end");
    }

    @Test
    void waitsForTheOtherSideToEndButNotForEver() throws IOException {
        TestClient client = stage.connect();
        var dispatcher = new Recorder(loop, stage.accept());
        long begin = System.nanoTime();
        dispatcher.closeGently();
        stage.run();
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isGreaterThanOrEqualTo(Limits.LINGER);
        assertThat(dispatcher.isClosed()).isTrue();
        client.expectEnd();
    }

    @Test
    void endsGentlyEvenIfTheHandlerOfTheEndFails() throws IOException {
        TestClient client = stage.connect().send("hello");
        var dispatcher = new Recorder(loop, stage.accept()) {
            @Override
            protected void handleRead() {
                closeGently();
            }

            @Override
            protected void handleEnd() {
                throw new IllegalStateException("on purpose");
            }

            @Override
            protected void handleError(Throwable failure) {
                assertThat(failure).hasMessage("on purpose");
                closeGently();
            }
        };
        stage.run();
        assertThat(dispatcher.isClosed()).isTrue();
        client.readToEnd();
    }

    @ParameterizedTest
    @ValueSource(strings = {"close", "close gently", "close gently and then close",
        "close gently twice", "end and close gently", "reset"})
    void isToldOnceThatItEnds(String way) throws IOException {
        TestClient client = stage.connect();
        var dispatcher = new Recorder(loop, stage.accept());
        switch (way) {
            case "close" -> dispatcher.close();
            case "close gently" -> dispatcher.closeGently();
            case "close gently and then close" -> {
                dispatcher.closeGently();
                dispatcher.close();
                dispatcher.close();
            }
            case "close gently twice" -> {
                dispatcher.closeGently();
                dispatcher.closeGently();
            }
            case "end and close gently" -> {
                client.finish();
                dispatcher.closeGently();
            }
            default -> client.reset();
        }
        stage.run();
        assertThat(dispatcher.events.stream().filter("end"::equals)).hasSize(1);
        assertThat(dispatcher.isClosed()).isTrue();
    }

    @Test
    void dropsOutOfBandBytes() throws IOException {
        expectOutOfBand(false, "onetwo");
    }

    @Test
    void takesOutOfBandBytesForAllOthersIfToldSo() throws IOException {
        expectOutOfBand(true, "one!two");
    }

    private void expectOutOfBand(boolean inline, String expected)
            throws IOException {
        var sender = new Recorder(loop);
        sender.createSocket();
        sender.connect(stage.address());
        var receiver = new Recorder(loop, stage.accept());
        receiver.setOobInline(inline);
        stage.turnUntil("it is connected", sender::isConnected);
        sender.send(bytes("one"));
        sender.sendOob('!');
        sender.send(bytes("two"));
        sender.closeGently();
        stage.run();
        assertThat(receiver.input).hasToString(expected);
        assertThat(receiver.events).doesNotContain("oob");
    }
}
