package sevenservers.virtual;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sevenservers.tests.Wait.PATIENCE;
import static sevenservers.tests.Wait.await;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sevenservers.tests.LogRecords;
import sevenservers.tests.TestClient;

@Timeout(120)
class StreamServerTest {

    private static final InetSocketAddress ANY =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final CountDownLatch sign = new CountDownLatch(1);
    private final List<TestClient> clients = new ArrayList<>();
    private final List<StreamServer> servers = new ArrayList<>();
    private LogRecords log;

    @BeforeEach
    void capture() {
        log = LogRecords.capture();
    }

    @AfterEach
    void close() {
        sign.countDown();
        clients.forEach(TestClient::close);
        servers.forEach(server -> server.stop(Duration.ZERO));
        log.close();
    }

    private StreamServer start(StreamServer.Handler handler) throws IOException {
        return start(handler, new GreenPool());
    }

    private StreamServer start(StreamServer.Handler handler, GreenPool pool)
            throws IOException {
        var server = new StreamServer(ANY, handler, pool);
        servers.add(server);
        server.start();
        return server;
    }

    private TestClient connect(StreamServer server) {
        var client = TestClient.connect(server.address(), PATIENCE);
        clients.add(client);
        return client;
    }

    private static void echo(Socket client) throws IOException {
        client.getInputStream().transferTo(client.getOutputStream());
    }

    private void greetAndWait(Socket client)
            throws IOException, InterruptedException {
        client.getOutputStream().write("hello\n".getBytes(US_ASCII));
        sign.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        client.getOutputStream().write("bye\n".getBytes(US_ASCII));
    }

    private static FutureTask<Void> elsewhere(Runnable call) {
        var task = new FutureTask<Void>(call, null);
        Thread.ofVirtual().start(task);
        return task;
    }

    private static void awaitEnd(FutureTask<Void> task) throws Exception {
        task.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void callsTheHandlerForEachClientAtOnce() throws IOException {
        StreamServer server = start(StreamServerTest::echo);
        TestClient first = connect(server).send("a\n").expectLine("a");
        TestClient second = connect(server).send("b\n").expectLine("b");
        first.send("c\n").expectLine("c").finish().expectEnd();
        second.send("d\n").expectLine("d").finish().expectEnd();
        assertThat(log.failures()).isEmpty();
    }

    @Test
    void tellsItsRealPortOnceItListens() throws IOException {
        var server = new StreamServer(ANY, StreamServerTest::echo);
        assertThatIllegalStateException().isThrownBy(server::address);
        servers.add(server);
        server.start();
        assertThat(server.address().getPort()).isPositive();
    }

    @Test
    void isStartedOnceAndNotAfterItsEnd() throws IOException {
        StreamServer server = start(StreamServerTest::echo);
        assertThatIllegalStateException().isThrownBy(server::start);
        var stopped = new StreamServer(ANY, StreamServerTest::echo);
        stopped.close();
        assertThatIllegalStateException().isThrownBy(stopped::start);
    }

    @Test
    void saysThatItCannotListen() throws IOException {
        StreamServer server = start(StreamServerTest::echo);
        var second = new StreamServer(server.address(), StreamServerTest::echo);
        assertThatThrownBy(second::start).isInstanceOf(BindException.class);
        second.close();
    }

    @Test
    void endsTheConnectionAloneWhoseHandlerThrows() throws IOException {
        StreamServer server = start(client -> {
            int first = client.getInputStream().read();
            client.getOutputStream().write("last words\n".getBytes(US_ASCII));
            if (first == '!') {
                throw new IllegalStateException("thrown by the test");
            }
            echo(client);
        });
        TestClient other = connect(server).send(".").expectLine("last words");
        connect(server).send("!" + "x".repeat(100_000)).expectLine("last words")
                .expectEnd();
        other.send("still here\n").expectLine("still here");
        assertThat(log.failures()).singleElement().asString()
                .contains("failure of its handler", "thrown by the test");
    }

    @Test
    void takesAResetForNoFailure() throws IOException {
        var ended = new CountDownLatch(1);
        StreamServer server = start(client -> {
            try {
                greetAndWait(client);
                echo(client);
            } finally {
                ended.countDown();
            }
        });
        connect(server).expectLine("hello").reset();
        sign.countDown();
        await().until(() -> ended.getCount() == 0);
        server.stop(PATIENCE);
        assertThat(log.failures()).isEmpty();
    }

    @Test
    void deliversWhatWasWrittenAlthoughInputIsUnread() throws IOException {
        StreamServer server = start(this::greetAndWait);
        TestClient client = connect(server).send("x".repeat(100_000));
        sign.countDown();
        client.expectLine("hello").expectLine("bye").expectEnd();
    }

    @Test
    void acceptsNobodyWhileItsPoolIsFull() throws IOException {
        var pool = new GreenPool(1);
        var served = new AtomicInteger();
        StreamServer server = start(client -> {
            served.incrementAndGet();
            echo(client);
        }, pool);
        TestClient first = connect(server).send("a\n").expectLine("a");
        TestClient second = connect(server).send("b\n");
        for (int i = 0; i < 100; i++) {
            first.send(i + "\n").expectLine("" + i);
        }
        assertThat(served).hasValue(1);
        assertThat(second.hasInput()).isFalse();
        first.finish().expectEnd();
        second.expectLine("b");
    }

    @Test
    void takesNoConnectionInHandForWhichThereIsNoPlace() throws IOException {
        var pool = new GreenPool(1);
        StreamServer server = start(StreamServerTest::echo, pool);
        TestClient served = connect(server).send("a\n").expectLine("a");
        TestClient waiting = connect(server);
        for (int i = 0; i < 200; i++) {
            served.send(i + "\n").expectLine("" + i);
        }
        server.stopAccepting();
        // The kernel refuses what nobody has accepted.
        assertThatThrownBy(waiting::expectEnd).isInstanceOf(AssertionError.class)
                .hasMessageContaining("reset");
    }

    @Test
    void letsHandlersEndThatDoSoWithinTheGrace() throws Exception {
        StreamServer server = start(this::greetAndWait);
        TestClient client = connect(server).expectLine("hello");
        FutureTask<Void> stop = elsewhere(() -> server.stop(PATIENCE));
        await().until(
                () -> !TestClient.canConnect(server.address(), PATIENCE));
        assertThat(stop.isDone()).isFalse();
        sign.countDown();
        client.expectLine("bye").expectEnd();
        client.close();
        awaitEnd(stop);
    }

    @Test
    void tellsTheEndToHandlersThatTakeLonger() throws Exception {
        StreamServer server = start(StreamServerTest::echo);
        TestClient client = connect(server).send("a\n").expectLine("a");
        FutureTask<Void> stop = elsewhere(() -> server.stop(Duration.ofMillis(50)));
        client.expectEnd();
        client.close();
        awaitEnd(stop);
        assertThat(log.failures()).isEmpty();
    }

    @Test
    void endsHandlersThatWriteToWhoDoesNotRead() throws Exception {
        StreamServer server = start(client -> {
            while (true) {
                client.getOutputStream().write(new byte[100_000]);
            }
        });
        TestClient deaf = TestClient.connectSlow(server.address(), PATIENCE);
        clients.add(deaf);
        await().until(deaf::hasInput);
        awaitEnd(elsewhere(() -> server.stop(Duration.ofMillis(50))));
        assertThat(log.failures()).isEmpty();
    }

    @Test
    void interruptsHandlersThatDoNotEndOtherwise() throws Exception {
        var interrupted = new AtomicBoolean();
        StreamServer server = start(client -> {
            try {
                greetAndWait(client);
            } catch (InterruptedException stopped) {
                interrupted.set(true);
                throw new IllegalStateException(stopped);
            }
        });
        connect(server).expectLine("hello");
        server.stop(Duration.ZERO);
        assertThat(interrupted).isTrue();
        assertThat(log.failures()).isEmpty();
    }

    @Test
    void mayBeStoppedSeveralTimes() throws Exception {
        StreamServer server = start(this::greetAndWait);
        TestClient client = connect(server).expectLine("hello");
        List<FutureTask<Void>> stops = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            stops.add(elsewhere(() -> server.stop(PATIENCE)));
        }
        await().until(
                () -> !TestClient.canConnect(server.address(), PATIENCE));
        assertThat(stops).noneMatch(FutureTask::isDone);
        sign.countDown();
        client.finish();
        for (FutureTask<Void> stop : stops) {
            awaitEnd(stop);
        }
        server.close();
    }

    @Test
    void doesNotMakeAHandlerWaitForItself() throws Exception {
        var self = new AtomicInteger();
        var server = new StreamServer[1];
        server[0] = start(client -> {
            client.getInputStream().read();
            server[0].stop(PATIENCE);
            client.getOutputStream().write("stopped\n".getBytes(US_ASCII));
            self.incrementAndGet();
        });
        connect(server[0]).send(".").finish().expectLine("stopped").expectEnd();
        server[0].stop(PATIENCE);
        assertThat(self).hasValue(1);
    }

    @Test
    void servesUntilItIsStopped() throws Exception {
        var server = new StreamServer(ANY, this::greetAndWait);
        servers.add(server);
        FutureTask<Void> serving = elsewhere(() -> {
            try {
                server.serveForever();
            } catch (IOException | InterruptedException failed) {
                throw new IllegalStateException(failed);
            }
        });
        await().ignoreExceptions()
                .until(() -> server.address().getPort() > 0);
        TestClient client = connect(server).expectLine("hello");
        FutureTask<Void> stop = elsewhere(() -> server.stop(PATIENCE));
        await().until(
                () -> !TestClient.canConnect(server.address(), PATIENCE));
        assertThat(serving.isDone()).as("while a handler has its grace").isFalse();
        sign.countDown();
        client.expectLine("bye").expectEnd();
        client.close();
        awaitEnd(serving);
        awaitEnd(stop);
    }

    @Test
    void stopsWhenWhoServesIsInterrupted() throws Exception {
        var server = new StreamServer(ANY, StreamServerTest::echo);
        servers.add(server);
        var interrupted = new AtomicBoolean();
        var serving = new Thread(() -> {
            try {
                server.serveForever();
            } catch (InterruptedException stopped) {
                interrupted.set(true);
            } catch (IOException failed) {
                throw new IllegalStateException(failed);
            }
        });
        serving.start();
        await().ignoreExceptions()
                .until(() -> server.address().getPort() > 0);
        connect(server).send("a\n").expectLine("a");
        serving.interrupt();
        serving.join();
        assertThat(interrupted).isTrue();
        assertThat(TestClient.canConnect(server.address(), PATIENCE)).isFalse();
    }

    @Test
    void leavesThePoolThatItWasGivenOpen() throws Exception {
        var pool = new GreenPool(5);
        StreamServer server = start(StreamServerTest::echo, pool);
        connect(server).send("a\n").expectLine("a").finish().expectEnd();
        server.stop(PATIENCE);
        assertThat(pool.spawn(() -> 1).get()).isEqualTo(1);
        pool.waitAll();
    }

    @Test
    void keepsCalmAndLogsOnceWhileItCannotAccept() throws Exception {
        var pool = new GreenPool(5);
        StreamServer server = start(StreamServerTest::echo, pool);
        TestClient first = connect(server).send("a\n").expectLine("a");
        pool.close();
        first.close();
        // Only the one that accepts already notices when it spawns.
        connect(server);
        await().until(() -> !log.failures().isEmpty());
        server.stop(PATIENCE);
        assertThat(log.failures()).singleElement().asString()
                .contains("cannot accept connections", "the pool is closed");
    }
}
