package sevenservers.reactor;

import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static sevenservers.tests.Wait.PATIENCE;
import static sevenservers.tests.Wait.await;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import com.sun.management.UnixOperatingSystemMXBean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sevenservers.tests.TestClient;

/** How a reactor ends, and what is done before and after. */
@Timeout(120)
class ShutdownTest {

    private static final Duration MOMENT = Duration.ofMillis(1);

    private final Stage stage = new Stage();
    private final Reactor reactor = stage.reactor;
    private final List<String> done = new ArrayList<>();

    ShutdownTest() throws IOException {
    }

    @AfterEach
    void close() throws IOException {
        stage.close();
    }

    @Test
    void runsNotAtAllIfItIsStoppedBefore() throws IOException {
        reactor.callLater(ZERO, () -> done.add("called"));
        try (var empty = new Reactor()) {
            empty.callLater(ZERO, () -> done.add("called"));
            empty.afterShutdown(() -> done.add("after"));
            empty.stop();
            empty.run();
        }
        assertThat(done).containsExactly("after");
    }

    @Test
    void endsWhatThereIsIfItIsStoppedBefore() throws IOException {
        var protocol = new Recorder();
        stage.connect(protocol).finish();
        stage.end();
        assertThat(protocol.isLost()).isTrue();
    }

    @Test
    void refusesANegativeGraceAndGoesOn() throws IOException {
        reactor.callLater(ZERO, () -> {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> reactor.stop(Duration.ofMillis(-1)));
            done.add("refused");
            reactor.callLater(ZERO, () -> done.add("goes on"));
            reactor.callLater(MOMENT, reactor::stop);
        });
        stage.run();
        assertThat(done).containsExactly("refused", "goes on");
    }

    @Test
    void cancelsWhatItRunsForIfItIsStoppedBefore() throws IOException {
        var promise = new Deferred<String>(_ -> done.add("cancelled"));
        try (var own = new Reactor()) {
            own.callLater(ZERO, own::stop);
            assertThatIOException().isThrownBy(() -> own.runUntil(promise))
                    .withMessage("cancelled");
        }
        assertThat(done).containsExactly("cancelled");
    }

    @Test
    void isStoppedOnce() throws IOException {
        reactor.beforeShutdown(() -> {
            done.add("before");
            reactor.stop();
            return Deferred.succeed(null);
        });
        reactor.afterShutdown(() -> done.add("after"));
        reactor.callLater(ZERO, () -> {
            reactor.stop();
            reactor.stop(Duration.ofHours(1));
        });
        stage.run();
        reactor.stop();
        assertThat(done).containsExactly("before", "after");
    }

    @Test
    void waitsForAllThatIsToBeDoneBefore() throws IOException {
        var protocol = new Recorder();
        TestClient client = stage.connect(protocol);
        var one = new Deferred<Void>();
        var other = new Deferred<Void>();
        reactor.beforeShutdown(() -> one);
        reactor.beforeShutdown(() -> other);
        reactor.stop();
        one.callback(null);
        client.send("still there?");
        stage.turnUntil("it is heard", () -> !protocol.input.isEmpty());
        protocol.write("yes\n");
        client.expectLine("yes");
        var late = new Recorder();
        stage.connect(late).finish();
        assertThat(protocol.isLost()).isFalse();
        other.callback(null);
        client.finish();
        stage.run();
        assertThat(protocol.isLost()).isTrue();
        assertThat(late.isLost()).isTrue();
    }

    @Test
    void goesOnWhenSomethingBeforeFails() throws IOException {
        reactor.beforeShutdown(() -> {
            throw new IllegalStateException("thrown");
        });
        reactor.beforeShutdown(() -> Deferred.fail(new IOException("failed")));
        reactor.beforeShutdown(() -> null);
        reactor.beforeShutdown(() -> {
            done.add("before");
            return Deferred.succeed(null);
        });
        stage.end();
        assertThat(done).containsExactly("before");
        stage.expectFailures("thrown", "failed", "NullPointerException");
    }

    @Test
    void stopsThoughSomethingIsAddedMeanwhile() throws IOException {
        reactor.beforeShutdown(() -> {
            reactor.beforeShutdown(() -> {
                done.add("too late");
                return Deferred.succeed(null);
            });
            return Deferred.succeed(null);
        });
        reactor.afterShutdown(() -> {
            done.add("after");
            reactor.afterShutdown(() -> done.add("added"));
        });
        stage.end();
        assertThat(done).containsExactly("after", "added");
    }

    @Test
    void doesAfterwardsWhatIsToBeDoneWhenAllHasEnded() throws IOException {
        var protocol = new Recorder();
        stage.connect(protocol).finish();
        reactor.afterShutdown(() -> {
            assertThat(protocol.isLost()).isTrue();
            throw new IllegalStateException("on purpose");
        });
        reactor.afterShutdown(() -> done.add("after"));
        stage.end();
        assertThat(done).containsExactly("after");
        stage.expectFailures("on purpose");
    }

    @Test
    void sendsFirstWhatIsUnsent() throws Exception {
        var protocol = new Recorder();
        TestClient client = stage.connectSlow(protocol);
        byte[] much = protocol.writeMuch();
        var received = CompletableFuture.supplyAsync(() -> {
            byte[] all = client.readToEnd();
            client.close();
            return all;
        }, Thread::startVirtualThread);
        stage.end();
        assertThat(received.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isEqualTo(much);
        assertThat(protocol.reason).isEqualTo(new Reason.Done());
    }

    @Test
    void endsConnectionsLikeTheyDoThemselves() throws Exception {
        var protocol = new Recorder();
        TestClient client = stage.connect(protocol);
        protocol.transport().pauseProducing();
        client.send("unread");
        protocol.write("farewell\n");
        reactor.stop();
        stage.turn();
        client.expectLine("farewell").expectEnd();
        assertThat(protocol.events).containsExactly("made", "lost");
    }

    @Test
    void waitsForWhatIsUnsentAsLongAsTheGraceLasts() throws Exception {
        var protocol = new Recorder();
        TestClient client = stage.connectSlow(protocol);
        byte[] much = protocol.writeMuch();
        reactor.stop();
        stage.advance(Reactor.GRACE.minus(Duration.ofSeconds(1)));
        stage.turn();
        assertThat(protocol.isLost()).isFalse();
        stage.advance(Duration.ofSeconds(1));
        stage.turn();
        assertThat(protocol.isLost()).isTrue();
        byte[] received = stage.receivedBy(client);
        assertThat(received.length).isLessThan(much.length);
        stage.run();
    }

    @Test
    void waitsAsLongAsItIsTold() throws Exception {
        var protocol = new Recorder();
        stage.connectSlow(protocol);
        protocol.writeMuch();
        reactor.stop(MOMENT);
        assertThat(protocol.isLost()).isFalse();
        stage.advance(MOMENT);
        stage.turn();
        assertThat(protocol.isLost()).isTrue();
    }

    @Test
    void beginsTheGraceWhenAllBeforeIsDone() throws Exception {
        var protocol = new Recorder();
        stage.connectSlow(protocol);
        protocol.writeMuch();
        var undone = new Deferred<Void>();
        reactor.beforeShutdown(() -> undone);
        reactor.stop();
        stage.advance(Reactor.GRACE.multipliedBy(2));
        stage.turn();
        assertThat(protocol.isLost()).isFalse();
        undone.callback(null);
        stage.turn();
        assertThat(protocol.isLost()).isFalse();
        stage.advance(Reactor.GRACE);
        stage.turn();
        assertThat(protocol.isLost()).isTrue();
    }

    @Test
    void beginsNothingAfterTheStop() throws IOException {
        reactor.stop();
        expectRefusal(reactor, Stage.ANY_PORT);
        assertThatIOException().isThrownBy(() -> reactor.connectTCP(
                Stage.nobody(), PATIENCE, new ClientRecorder()));
        stage.run();
        expectRefusal(reactor, Stage.ANY_PORT);
    }

    @Test
    void closesWhoComesInTheTurnOfTheStop() throws IOException {
        List<Recorder> clients = new ArrayList<>();
        ListeningPort port = reactor.listenTCP(Stage.ANY_PORT, _ -> {
            reactor.stop();
            clients.add(new Recorder());
            return clients.getLast();
        });
        TestClient first = stage.connect(port.getHost());
        TestClient second = stage.connect(port.getHost());
        stage.run();
        first.expectEnd();
        second.expectEnd();
        assertThat(clients).allSatisfy(
                client -> assertThat(client.events).isEmpty());
    }

    @Test
    void leavesNoDescriptorOpen() throws IOException {
        useAndClose();
        long before = descriptors();
        for (int i = 0; i < 10; i++) {
            useAndClose();
        }
        await().until(() -> descriptors() <= before);
    }

    private static long descriptors() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        return system instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount() : 0;
    }

    /** What is open is closed, and nobody is told. */
    private static void useAndClose() throws IOException {
        List<Recorder> clients = new ArrayList<>();
        var factory = new ClientRecorder();
        var other = new Reactor();
        ListeningPort port = other.listenTCP(Stage.ANY_PORT, _ -> {
            clients.add(new Recorder());
            return clients.getLast();
        });
        other.connectTCP(port.getHost(), PATIENCE, factory);
        expectRefusal(other, port.getHost());
        try (var client = TestClient.connect(port.getHost(), PATIENCE)) {
            while (clients.size() < 2 || !factory.isConnected()) {
                other.turn();
            }
            other.connectTCP(port.getHost(), PATIENCE, factory);
            other.close();
            client.expectEnd();
            expectRefusal(other, Stage.ANY_PORT);
            assertThatIOException().isThrownBy(() -> other
                    .connectTCP(client.server(), PATIENCE, factory));
        }
        other.close();
        assertThat(factory.failures).isEmpty();
        assertThat(clients).allSatisfy(
                client -> assertThat(client.events).containsExactly("made"));
    }

    private static void expectRefusal(Reactor reactor, InetSocketAddress address) {
        assertThatIOException().isThrownBy(
                () -> reactor.listenTCP(address, _ -> new Recorder()));
    }

    @Test
    void endsIndependentlyOfAnotherReactor() throws IOException {
        var protocol = new Recorder();
        TestClient client = stage.connect(protocol);
        try (var other = new Reactor()) {
            other.connectTCP(client.server(), PATIENCE,
                    new ClientRecorder());
            other.stop();
            other.run();
        }
        assertThat(protocol.isLost()).isFalse();
    }
}
