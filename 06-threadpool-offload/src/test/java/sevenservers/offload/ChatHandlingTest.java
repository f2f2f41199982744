package sevenservers.offload;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static sevenservers.tests.Wait.PATIENCE;
import static sevenservers.tests.Wait.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sevenservers.contract.Quietly;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.Work;
import sevenservers.tests.ChatClient;
import sevenservers.tests.KernelQueues;
import sevenservers.tests.LogRecords;
import sevenservers.tests.TestClient;

/** A chat whose lines the pool's threads work at, and what becomes of who waits. */
@Timeout(120)
class ChatHandlingTest {

    private static final int THREADS = WorkerPool.THREADS;

    private final HeldWork work = new HeldWork();
    private final List<TestClient> clients = new ArrayList<>();
    private final List<ChatClient> members = new ArrayList<>();
    private final LogRecords log = LogRecords.capture();
    private int expectedFailures;
    private ChatServer server;

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
    void linesKeepTheirAuthorsOrderAndAllSeeTheSameHoweverLongEachTakes()
            throws IOException {
        start(() -> LockSupport
                .parkNanos(ThreadLocalRandom.current().nextInt(500_000)));
        List<ChatClient> authors = IntStream.range(0, 4)
                .mapToObj(i -> join("author-" + i)).toList();
        List<ChatClient> readers = List.of(join("reader-1"), join("reader-2"));
        for (int i = 0; i < 40; i++) {
            for (ChatClient author : authors) {
                author.say("line " + i);
            }
        }
        List<String> seen = lines(readers.getFirst(), 160);
        assertThat(lines(readers.getLast(), 160)).isEqualTo(seen);
        for (ChatClient author : authors) {
            String start = "#[" + author.name() + "]>>> ";
            assertThat(seen.stream().filter(line -> line.startsWith(start)))
                    .containsExactlyElementsOf(IntStream.range(0, 40)
                            .mapToObj(i -> start + "line " + i).toList());
        }
    }

    @Test
    void whoseLineTakesLongDelaysNoOther() throws IOException {
        start(work);
        ChatClient andy = join("andy");
        ChatClient betty = join("betty");
        ChatClient carl = join("carl");
        int before = work.begun();
        work.holding(true);
        andy.say("slow").say("after it");
        work.awaitBegun(before + 1);
        work.holding(false);
        for (int i = 0; i < 20; i++) {
            betty.say("fast " + i);
            carl.expectSaid(betty, "fast " + i);
            andy.expectSaid(betty, "fast " + i);
        }
        work.letGo();
        for (ChatClient other : List.of(betty, carl)) {
            other.expectSaid(andy, "slow").expectSaid(andy, "after it");
        }
    }

    @Test
    void theLoopGoesOnWhileAllThreadsAreHeld() throws IOException {
        start(options(work).withMaxConnections(THREADS + 3));
        holdAllThreads();
        TestClient waits = connect().send("late:<handshake>\n");
        TestClient silent = connect();
        connect().finish().expectEnd();
        TestClient third = connect();
        connect().expectLine("! server full").expectEnd();
        third.finish().expectEnd();
        assertThat(waits.hasInput()).isFalse();
        work.letGo();
        assertThat(waits.readLine()).startsWith("CLIENT: ");
        silent.finish().expectEnd();
    }

    @Test
    void thatAMemberIsResetIsToldAtOnceWhileItsLineIsAtWork() throws IOException {
        start(work);
        ChatClient andy = join("andy");
        ChatClient betty = join("betty");
        ChatClient carl = join("carl");
        int before = work.begun();
        work.holding(true);
        andy.say("never said").say("nor this");
        work.awaitBegun(before + 1);
        andy.client().reset();
        betty.expectLeft(andy);
        carl.expectLeft(andy);
        work.awaitInterrupted(1);
        work.letGo();
        betty.expectNothingFrom(carl);
        assertThat(work.begun()).isEqualTo(before + 2);
    }

    @Test
    void theLineOfWhoIsResetWhileItWaitsIsNeverBegun() throws IOException {
        start(work);
        ChatClient andy = join("andy");
        ChatClient betty = join("betty");
        List<ChatClient> slow = holdAllThreads();
        int before = work.begun();
        andy.say("never said");
        awaitRead(andy.client());
        andy.client().reset();
        betty.expectLeft(andy);
        work.letGo();
        List<String> said = lines(betty, THREADS);
        assertThat(said).allMatch(line -> line.endsWith(">>> held"));
        betty.expectNothingFrom(slow.getFirst());
        assertThat(work.begun()).isEqualTo(before + 1);
        assertThat(work.interrupted()).isZero();
    }

    @Test
    void linesBeforeFinAreSaidThoughTheirWorkTakesLong() throws IOException {
        start(work);
        ChatClient andy = join("andy");
        ChatClient betty = join("betty");
        ChatClient carl = join("carl");
        int before = work.begun();
        work.holding(true);
        andy.say("first").say("second").say("third").client().send("not a line")
                .finish();
        work.awaitBegun(before + 1);
        connect().finish().expectEnd();
        assertThat(betty.client().hasInput()).isFalse();
        work.letGo();
        for (ChatClient other : List.of(betty, carl)) {
            other.expectSaid(andy, "first").expectSaid(andy, "second")
                    .expectSaid(andy, "third").expectLeft(andy);
        }
        andy.client().readToEnd();
        betty.expectNothingFrom(carl);
        assertThat(work.interrupted()).isZero();
    }

    @Test
    void linesAfterARefusedOneAreNotWorkedAt() throws IOException {
        start(work);
        ChatClient andy = join("andy");
        ChatClient betty = join("betty");
        int before = work.begun();
        andy.client().send("a".repeat(4097) + "\nnever\nhandled\n");
        andy.expectRefusal("line too long");
        betty.expectLeft(andy);
        assertThat(work.begun()).isEqualTo(before + 1);
    }

    @Test
    void failingWorkEndsItsMemberAlone() throws IOException {
        var failing = new AtomicBoolean();
        start(() -> {
            work.perform();
            if (failing.getAndSet(false)) {
                throw new IllegalStateException("the work fails");
            }
        });
        ChatClient andy = join("andy");
        ChatClient betty = join("betty");
        ChatClient carl = join("carl");
        int before = work.begun();
        work.holding(true);
        failing.set(true);
        andy.say("fails").say("never handled");
        work.awaitBegun(before + 1);
        awaitRead(andy.client());
        work.letGo();
        betty.expectLeft(andy);
        andy.client().expectEnd();
        carl.expectLeft(andy);
        betty.expectNothingFrom(carl);
        assertThat(work.begun()).isEqualTo(before + 2);
        assertThat(log.failures()).singleElement().asString()
                .contains("ended by a failure of its handler", "the work fails");
        expectedFailures = 1;
    }

    @Test
    void aBoundedAmountIsHeldOfWhoFloods() throws IOException {
        assumeTrue(KernelQueues.available(), "the kernel does not tell its queues");
        start(work);
        ChatClient andy = join("andy");
        int before = work.begun();
        work.holding(true);
        byte[] line = ("a".repeat(99) + "\n").getBytes(US_ASCII);
        long joined = andy.client().sent();
        int lines = 80_000;
        Thread.startVirtualThread(() -> {
            try {
                for (int i = 0; i < lines; i++) {
                    andy.client().send(line);
                }
            } catch (AssertionError reset) {
                // By the test, which has seen enough.
            }
        });
        var last = new AtomicLong(-1);
        await("the server has taken what it takes")
                .pollInterval(Duration.ofMillis(300)).until(() -> last
                        .getAndSet(andy.client().sent()) == andy.client().sent());
        long sent = andy.client().sent() - joined;
        assertThat(sent).isLessThan(100L * lines);
        assertThat(sent - KernelQueues.of(andy.client()).unreadByServer())
                .as("bytes that the server holds")
                .isBetween(15L * 1024, 16L * 1024 + 100);
        assertThat(work.begun()).isEqualTo(before + 1);
        andy.client().reset();
    }

    @Test
    void aFullPoolPushesBack() throws IOException {
        assumeTrue(KernelQueues.available(), "the kernel does not tell its queues");
        start(options(work.holding(true)));
        for (int i = 0; i < WorkerPool.CAPACITY; i++) {
            connect().send("member-" + i + ":<handshake>\n");
        }
        var pool = (WorkerPool) assertThat(server).extracting("pool").actual();
        soon("the pool is full").until(() -> pool.pending() == WorkerPool.CAPACITY);
        TestClient late = connect().send("late:<handshake>\n");
        awaitRead(late);
        late.send("unread\n");
        clients.getFirst().send("read ahead\n");
        awaitRead(clients.getFirst());
        connect().finish().expectEnd();
        assertThat(KernelQueues.of(late).unreadByServer())
                .as("what is left to the kernel").isEqualTo("unread\n".length());
        assertThat(pool.pending()).isEqualTo(WorkerPool.CAPACITY);
        assertThat(work.begun()).isEqualTo(THREADS);
        clients.stream().filter(client -> client != late)
                .forEach(TestClient::reset);
        connect().finish().expectEnd();
        work.letGo();
        assertThat(late.readLine()).startsWith("CLIENT: ");
    }

    @Test
    void whoJoinsTooLateBecauseOfTheWorkIsRefused() throws IOException {
        start(options(work.holding(true)).withJoinTimeout(Duration.ofMillis(100)));
        TestClient client = connect().send("andy:<handshake>\n");
        client.expectLine("! join timeout").expectEnd();
        work.awaitInterrupted(1);
        work.letGo();
    }

    @Test
    void whatIsAtWorkAtTheEndIsNotSaid() throws IOException {
        start(work);
        ChatClient andy = join("andy");
        ChatClient betty = join("betty");
        int before = work.begun();
        work.holding(true);
        andy.say("never said");
        work.awaitBegun(before + 1);
        Thread closing = Thread.ofPlatform().start(server::close);
        betty.client().expectEnd();
        andy.client().expectEnd();
        clients.forEach(TestClient::close);
        Quietly.join(closing);
        assertThat(work.interrupted()).isEqualTo(1);
    }

    @Test
    void mayBeClosedByItsWork() throws IOException {
        var closes = new AtomicBoolean();
        start(() -> {
            if (closes.get()) {
                server.close();
            }
        });
        ChatClient andy = join("andy");
        closes.set(true);
        andy.say("the last word");
        andy.client().expectEnd();
        andy.client().close();
        server.close();
    }

    @Test
    void aMemberThatLeavesAtWorkLeavesItsNameFree() throws IOException {
        start(work);
        ChatClient andy = join("andy");
        ChatClient betty = join("betty");
        int before = work.begun();
        work.holding(true);
        andy.say("held");
        work.awaitBegun(before + 1);
        work.holding(false);
        andy.client().reset();
        betty.expectLeft(andy);
        members.remove(andy);
        ChatClient another = join("andy");
        another.say("here again");
        betty.expectSaid(another, "here again");
    }

    private void start(Work work) throws IOException {
        start(options(work));
    }

    private void start(ServerOptions options) throws IOException {
        server = ChatServer.start(options);
    }

    private static ServerOptions options(Work work) {
        return ServerOptions.defaults().withWork(work);
    }

    private TestClient connect() {
        TestClient client = TestClient.connect(server.address(), PATIENCE);
        clients.add(client);
        return client;
    }

    /** A new member, of whom all others are told. */
    private ChatClient join(String name) {
        ChatClient joiner = ChatClient.join(connect(), name);
        members.forEach(member -> member.expectJoined(joiner));
        members.add(joiner);
        return joiner;
    }

    private List<ChatClient> holdAllThreads() {
        List<ChatClient> slow = IntStream.range(0, THREADS)
                .mapToObj(i -> join("member-" + i)).toList();
        int before = work.begun();
        work.holding(true);
        slow.forEach(member -> member.say("held"));
        work.awaitBegun(before + THREADS);
        return slow;
    }

    /** Waits until the server has read what a client has sent. */
    private static void awaitRead(TestClient client) {
        assumeTrue(KernelQueues.available(), "the kernel does not tell its queues");
        soon("it is read").until(
                () -> KernelQueues.of(client).unreadByServer() == 0);
    }

    private static List<String> lines(ChatClient member, int count) {
        return IntStream.range(0, count).mapToObj(_ -> member.client().readLine())
                .toList();
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("06-chat")).toList();
    }

    private static ConditionFactory soon(String what) {
        return await(what).pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2));
    }
}
