package sevenservers.offload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static sevenservers.tests.Wait.PATIENCE;
import static sevenservers.tests.Wait.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sevenservers.contract.Limits;
import sevenservers.contract.Quietly;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.Work;
import sevenservers.tests.KernelQueues;
import sevenservers.tests.LogRecords;
import sevenservers.tests.TestClient;

/** Echo whose answers the pool's threads find, and what becomes of who waits. */
@Timeout(120)
class EchoHandlingTest {

    private static final int THREADS = WorkerPool.THREADS;

    private final HeldWork work = new HeldWork().holding(true);
    private final List<TestClient> clients = new ArrayList<>();
    private final LogRecords log = LogRecords.capture();
    private int expectedFailures;
    private EchoServer server;

    @AfterEach
    void close() {
        work.letGo();
        clients.forEach(TestClient::close);
        server.close();
        log.close();
        assertThat(log.failures()).as("what was logged").hasSize(expectedFailures);
        assertThat(threads()).as("threads that are left").isEmpty();
    }

    @Test
    void answersComeInTheOrderOfTheQuestionsHoweverLongEachTakes()
            throws IOException {
        start(() -> pause(ThreadLocalRandom.current().nextInt(1000)));
        List<String> lines = IntStream.range(0, 60).mapToObj(i -> "line " + i)
                .toList();
        List<TestClient> talkers = connect(8);
        for (String line : lines) {
            talkers.forEach(talker -> talker.send(line + "\n"));
        }
        for (TestClient talker : talkers) {
            lines.forEach(talker::expectLine);
            talker.finish().expectEnd();
        }
    }

    @Test
    void whoseWorkTakesLongDelaysNoOther() throws IOException {
        start(work);
        List<TestClient> slow = connect(THREADS - 1);
        slow.forEach(client -> client.send("slow\n"));
        work.awaitBegun(THREADS - 1);
        work.holding(false);
        TestClient other = connect();
        for (int i = 0; i < 20; i++) {
            other.send("line " + i + "\n").expectLine("line " + i);
        }
        assertThat(slow).noneMatch(TestClient::hasInput);
        work.letGo();
        slow.forEach(client -> client.expectLine("slow"));
    }

    @Test
    void theLoopGoesOnWhileAllThreadsAreHeld() throws IOException {
        start(work);
        List<TestClient> slow = holdAllThreads();
        TestClient waits = connect().send("waits\n");
        for (int i = 0; i < 5; i++) {
            comeAndGo();
        }
        slow.getFirst().reset();
        work.awaitInterrupted(1);
        work.awaitBegun(THREADS + 1);
        work.letGo();
        waits.expectLine("waits");
        slow.stream().skip(1).forEach(client -> client.expectLine("held"));
        assertThat(work.begun()).isEqualTo(THREADS + 1);
    }

    @Test
    void whatWaitsWhenItsClientIsResetIsNeverBegun() throws IOException {
        start(work);
        List<TestClient> slow = holdAllThreads();
        TestClient leaves = connect().send("leaves\n");
        TestClient stays = connect().send("stays\n");
        comeAndGo();
        leaves.reset();
        comeAndGo();
        work.letGo();
        slow.forEach(client -> client.expectLine("held"));
        stays.expectLine("stays");
        assertThat(work.begun()).isEqualTo(THREADS + 1);
        assertThat(work.interrupted()).isZero();
    }

    @Test
    void whatRunsWhenItsClientIsResetIsInterrupted() throws IOException {
        start(work);
        List<TestClient> slow = holdAllThreads();
        slow.get(3).reset();
        slow.get(7).reset();
        work.awaitInterrupted(2);
        work.letGo();
        slow.remove(7);
        slow.remove(3);
        slow.forEach(client -> client.expectLine("held"));
        assertThat(work.interrupted()).isEqualTo(2);
        // Those who come next are not interrupted.
        for (int i = 0; i < THREADS; i++) {
            connect().send("next\n").expectLine("next");
        }
        assertThat(work.interrupted()).isEqualTo(2);
    }

    @Test
    void whatIsAtWorkOrWaitsAtFinIsAnswered() throws IOException {
        start(work);
        List<TestClient> slow = holdAllThreads();
        slow.forEach(TestClient::finish);
        TestClient waits = connect().send("waits\n").finish();
        TestClient more = connect().send("first ");
        comeAndGo();
        more.send("second\n").finish();
        comeAndGo();
        assertThat(waits.hasInput()).isFalse();
        work.letGo();
        slow.forEach(client -> client.expectLine("held").expectEnd());
        waits.expectLine("waits").expectEnd();
        more.expectLine("first second").expectEnd();
        assertThat(work.interrupted()).isZero();
    }

    @Test
    void atMost64KiBAreHeldOfWhoFloods() throws IOException {
        assumeTrue(KernelQueues.available(), "the kernel does not tell its queues");
        start(work);
        byte[] bytes = new byte[8_000_000];
        new Random(1).nextBytes(bytes);
        int chunk = 1000;
        TestClient flooder = connect();
        Thread.startVirtualThread(() -> {
            for (int at = 0; at < bytes.length; at += chunk) {
                flooder.send(Arrays.copyOfRange(bytes, at, at + chunk));
            }
        });
        var last = new AtomicLong(-1);
        await("the server has taken what it takes")
                .pollInterval(Duration.ofMillis(300)).until(() -> last
                        .getAndSet(flooder.sent()) == flooder.sent());
        assertThat(flooder.sent()).isLessThan(bytes.length);
        assertThat(flooder.sent() - KernelQueues.of(flooder).unreadByServer())
                .as("bytes that the server holds")
                .isBetween((long) Limits.ECHO_BUFFER - chunk,
                        (long) Limits.ECHO_BUFFER);
        assertThat(work.begun()).isEqualTo(1);
        work.letGo();
        flooder.expect(bytes);
    }

    @Test
    void aFullPoolPushesBackAndAllAreAnsweredAfterwards() throws IOException {
        start(work);
        List<TestClient> all = connect(WorkerPool.CAPACITY);
        all.forEach(client -> client.send("question\n"));
        WorkerPool pool = pool();
        soon("the pool is full").until(() -> pool.pending() == WorkerPool.CAPACITY);
        List<TestClient> late = connect(70);
        late.forEach(client -> client.send("late\n"));
        comeAndGo();
        assumeTrue(KernelQueues.available(), "the kernel does not tell its queues");
        soon("the first of each is read").until(
                () -> KernelQueues.of(late.getLast()).unreadByServer() == 0);
        late.getLast().send("unread\n");
        all.getLast().send("read ahead\n");
        soon("who has room is read").until(
                () -> KernelQueues.of(all.getLast()).unreadByServer() == 0);
        comeAndGo();
        assertThat(KernelQueues.of(late.getLast()).unreadByServer())
                .as("what is left to the kernel").isEqualTo("unread\n".length());
        assertThat(pool.pending()).isEqualTo(WorkerPool.CAPACITY);
        assertThat(work.begun()).isEqualTo(THREADS);
        work.letGo();
        all.forEach(client -> client.expectLine("question"));
        late.forEach(client -> client.expectLine("late"));
        late.getLast().expectLine("unread");
        all.getLast().expectLine("read ahead");
        soon("nothing is pending").until(() -> pool.pending() == 0);
    }

    @Test
    void whatIsAtWorkAtTheEndIsStillAnswered() throws IOException {
        assumeTrue(KernelQueues.available(), "the kernel does not tell its queues");
        start(options(work).withGrace(Duration.ofSeconds(20)));
        TestClient idle = connect();
        List<TestClient> slow = holdAllThreads();
        TestClient waits = connect().send("waits\n");
        slow.getFirst().send("dropped\n");
        soon("all is read").until(
                () -> KernelQueues.of(slow.getFirst()).unreadByServer() == 0
                        && KernelQueues.of(waits).unreadByServer() == 0);
        Thread closing = closing();
        idle.expectEnd();
        slow.forEach(client -> client.send("too late\n"));
        work.letGo();
        slow.forEach(client -> client.expectLine("held").expectEnd());
        waits.expectLine("waits").expectEnd();
        clients.forEach(TestClient::close);
        Quietly.join(closing);
        assertThat(work.begun()).isEqualTo(THREADS + 1);
        assertThat(work.interrupted()).isZero();
    }

    @Test
    void whatTakesLongerThanTheGraceIsInterrupted() throws IOException {
        start(options(work).withGrace(Duration.ofMillis(100)));
        List<TestClient> slow = holdAllThreads();
        TestClient waits = connect().send("waits\n");
        comeAndGo();
        Thread closing = closing();
        slow.forEach(TestClient::expectEnd);
        waits.expectEnd();
        clients.forEach(TestClient::close);
        Quietly.join(closing);
        assertThat(work.interrupted()).isEqualTo(work.begun());
    }

    @Test
    void whoWaitsForRoomAtTheEndIsEndedInTime() throws IOException {
        start(options(work).withGrace(Duration.ofMillis(100)));
        List<TestClient> all = connect(WorkerPool.CAPACITY);
        all.forEach(client -> client.send("question\n"));
        WorkerPool pool = pool();
        soon("the pool is full").until(() -> pool.pending() == WorkerPool.CAPACITY);
        TestClient waits = connect().send("waits\n");
        comeAndGo();
        Thread closing = closing();
        waits.expectEnd();
        clients.forEach(TestClient::close);
        Quietly.join(closing);
        assertThat(work.interrupted()).isEqualTo(work.begun());
    }

    @Test
    void workThatCannotBeInterruptedDelaysTheEndAlone() throws IOException {
        var goOn = new AtomicBoolean();
        var begun = new AtomicInteger();
        start(options(() -> {
            begun.incrementAndGet();
            while (!goOn.get()) {
                Thread.onSpinWait();
            }
        }).withGrace(Duration.ofMillis(100)));
        TestClient client = connect().send("computed\n");
        soon("it computes").until(() -> begun.get() == 1);
        Thread closing = closing();
        client.expectEnd();
        client.close();
        soon("the loop has ended").until(
                () -> !pool().channel().isOpen());
        assertThat(closing.isAlive()).isTrue();
        goOn.set(true);
        Quietly.join(closing);
    }

    @Test
    void mayBeClosedByItsWork() throws IOException {
        start(() -> server.close());
        TestClient client = connect().send("last words\n");
        client.expectLine("last words").expectEnd();
        client.close();
        server.close();
    }

    @Test
    void failingWorkEndsItsConnectionAlone() throws IOException {
        assumeTrue(KernelQueues.available(), "the kernel does not tell its queues");
        var failing = new AtomicBoolean(true);
        start(() -> {
            work.perform();
            if (failing.getAndSet(false)) {
                throw new IllegalStateException("the work fails");
            }
        });
        TestClient unlucky = connect().send("fails\n");
        work.awaitBegun(1);
        unlucky.send("never handled\n");
        soon("it is read").until(
                () -> KernelQueues.of(unlucky).unreadByServer() == 0);
        work.letGo();
        unlucky.expectEnd();
        connect().send("served\n").expectLine("served");
        assertThat(work.begun()).isEqualTo(2);
        assertThat(log.failures()).singleElement().asString()
                .contains("ended by a failure of its handler", "the work fails");
        expectedFailures = 1;
    }

    @Test
    void anErrorOfWorkEndsItsConnectionAlone() throws IOException {
        start(() -> {
            throw new StackOverflowError();
        });
        connect().send("fails\n").expectEnd();
        connect().send("fails\n").expectEnd();
        comeAndGo();
        assertThat(log.failures()).hasSize(2);
        expectedFailures = 2;
    }

    @Test
    void aPlaceIsFreeAgainWhenItsClientIsResetAtWork() throws IOException {
        start(options(work).withMaxConnections(1));
        connect().send("held\n");
        work.awaitBegun(1);
        connect().expectEnd();
        clients.getFirst().reset();
        work.awaitInterrupted(1);
        work.holding(false);
        connect().send("a place\n").expectLine("a place");
    }

    private void start(Work work) throws IOException {
        start(options(work));
    }

    private void start(ServerOptions options) throws IOException {
        server = EchoServer.start(options);
    }

    private static ServerOptions options(Work work) {
        return ServerOptions.defaults().withWork(work);
    }

    private TestClient connect() {
        TestClient client = TestClient.connect(server.address(), PATIENCE);
        clients.add(client);
        return client;
    }

    private List<TestClient> connect(int count) {
        return new ArrayList<>(
                IntStream.range(0, count).mapToObj(_ -> connect()).toList());
    }

    private List<TestClient> holdAllThreads() {
        List<TestClient> slow = connect(THREADS);
        slow.forEach(client -> client.send("held\n"));
        work.awaitBegun(THREADS);
        return slow;
    }

    /** When it is over, the loop has seen all that came before. */
    private void comeAndGo() {
        connect().finish().expectEnd();
    }

    /** Begins to close the server, which accepts nobody any more. */
    private Thread closing() {
        Thread closing = Thread.ofPlatform().start(server::close);
        soon("it accepts nobody").until(
                () -> !TestClient.canConnect(server.address(), PATIENCE));
        return closing;
    }

    private WorkerPool pool() {
        return (WorkerPool) assertThat(server).extracting("pool").actual();
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("06-echo")).toList();
    }

    private static ConditionFactory soon(String what) {
        return await(what).pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2));
    }

    private static void pause(int micros) {
        LockSupport.parkNanos(micros * 1000L);
    }
}
