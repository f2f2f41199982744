package sevenservers.virtual;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static sevenservers.tests.Wait.PATIENCE;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sevenservers.contract.RunningServer;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.cli.GeneratedBlock;
import sevenservers.tests.ChatClient;
import sevenservers.tests.TestClient;

/**
 * What pins a virtual thread to its carrier on the JDK in use, as the JVM itself
 * reports it: the event {@code jdk.VirtualThreadPinned} of its flight recorder.
 */
@Timeout(120)
class PinningTest {

    private static final int CLIENTS = 20;

    private static final Set<Thread.State> WAITS =
            EnumSet.of(Thread.State.WAITING, Thread.State.BLOCKED);

    /** What the thread under test waits for. */
    private static volatile CountDownLatch go;

    private final Object monitor = new Object();

    private interface Action {
        void run() throws Throwable;
    }

    @Test
    void readmeTellsWhatPins() throws Throwable {
        GeneratedBlock block = GeneratedBlock.in(Path.of("README.md"), "pins");
        String table = """
                | a virtual thread waits | is pinned |
                |---|---|
                """
                + row("holding a `java.util.concurrent` lock", this::inLock)
                + row("in a `synchronized` block", this::inMonitor)
                + row("to enter a `synchronized` block", this::enterMonitor)
                + row("in `Object.wait`", this::objectWait)
                + row("in the static initializer of a class", this::inInitializer)
                + row("in Java that native code has called", this::inUpcall);
        if (Boolean.getBoolean("promises.write")) {
            block.write(table);
        } else {
            assertThat(block.text())
                    .as("the table in README.md, which -Dpromises.write=true writes"
                            + " anew")
                    .isEqualTo(table);
        }
    }

    @Test
    void synchronizedDoesNotPin() throws Throwable {
        assertThat(pinsOf(this::inMonitor)).isEmpty();
        assertThat(pinsOf(this::enterMonitor)).isEmpty();
        assertThat(pinsOf(this::objectWait)).isEmpty();
    }

    @Test
    void aNativeFrameOnTheStackPins() throws Throwable {
        assertThat(pinsOf(this::inInitializer)).hasSize(1);
        assertThat(pinsOf(this::inUpcall)).hasSize(1);
    }

    @Test
    void theEchoServerPinsNothing() throws Throwable {
        try (var server = EchoServer.start(ServerOptions.defaults())) {
            // The first client waits for classes to be initialized.
            echo(server, 1);
            assertThat(pinsDuring(() -> echo(server, CLIENTS))).isEmpty();
        }
    }

    @Test
    void theChatServerPinsNothing() throws Throwable {
        try (var server = ChatServer.start(ServerOptions.defaults())) {
            chat(server, 2);
            assertThat(pinsDuring(() -> chat(server, CLIENTS))).isEmpty();
        }
    }

    private void inLock() throws InterruptedException {
        var lock = new ReentrantLock();
        lock.lock();
        try {
            go.await();
        } finally {
            lock.unlock();
        }
    }

    private void inMonitor() throws InterruptedException {
        synchronized (monitor) {
            go.await();
        }
    }

    private void enterMonitor() {
        var held = new CountDownLatch(1);
        Thread.ofPlatform().start(() -> {
            synchronized (monitor) {
                held.countDown();
                awaitGo();
            }
        });
        while (held.getCount() > 0) {
            Thread.onSpinWait();
        }
        synchronized (monitor) {
            assertThat(go.getCount()).isZero();
        }
    }

    private void objectWait() throws InterruptedException {
        Thread.ofPlatform().start(() -> {
            awaitGo();
            synchronized (monitor) {
                monitor.notifyAll();
            }
        });
        synchronized (monitor) {
            while (go.getCount() > 0) {
                monitor.wait();
            }
        }
    }

    /** Each time a new class, since a class is initialized once. */
    private void inInitializer() throws IOException, IllegalAccessException {
        try (InputStream in =
                PinningTest.class.getResourceAsStream("PinningTest$Slow.class")) {
            MethodHandles.lookup().defineHiddenClass(in.readAllBytes(), true);
        }
    }

    static final class Slow {

        static {
            awaitGo();
        }

        private Slow() {
        }
    }

    /** The C library's qsort calls back to compare two numbers. */
    @SuppressWarnings("restricted")
    private void inUpcall() throws Throwable {
        Linker linker = Linker.nativeLinker();
        MethodHandle sort = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("qsort"),
                FunctionDescriptor.ofVoid(ADDRESS, JAVA_LONG, JAVA_LONG, ADDRESS));
        var comparison = FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment compare = linker.upcallStub(
                    MethodHandles.lookup().findStatic(PinningTest.class, "compare",
                            comparison.toMethodType()),
                    comparison, arena);
            MemorySegment numbers = arena.allocateFrom(JAVA_INT, 2, 1);
            sort.invokeWithArguments(numbers, 2L, 4L, compare);
        }
    }

    static int compare(MemorySegment one, MemorySegment other) {
        awaitGo();
        return 0;
    }

    static void awaitGo() {
        try {
            go.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void echo(RunningServer server, int clients) {
        List<TestClient> all = connect(server, clients);
        for (int round = 0; round < 10; round++) {
            all.forEach(client -> client.send("hello\n"));
            all.forEach(client -> client.expectLine("hello"));
        }
        all.forEach(client -> client.finish().expectEnd());
        all.forEach(TestClient::close);
    }

    private static void chat(RunningServer server, int clients) {
        List<ChatClient> members = new ArrayList<>();
        for (TestClient client : connect(server, clients)) {
            ChatClient joiner = ChatClient.join(client, "m" + members.size());
            members.forEach(member -> member.expectJoined(joiner));
            members.add(joiner);
        }
        ChatClient author = members.removeFirst();
        for (int round = 0; round < 10; round++) {
            author.say("hello");
            members.forEach(member -> member.expectSaid(author, "hello"));
        }
        author.client().finish().expectEnd();
        members.forEach(member -> member.expectLeft(author));
        members.forEach(member -> member.client().close());
        author.client().close();
    }

    private static List<TestClient> connect(RunningServer server, int clients) {
        return IntStream.range(0, clients)
                .mapToObj(_ -> TestClient.connect(server.address(), PATIENCE))
                .toList();
    }

    private static String row(String how, Action action) throws Throwable {
        return "| %s | %s |\n".formatted(how,
                pinsOf(action).isEmpty() ? "no" : "yes");
    }

    /** The events while a virtual thread waits in an action until it may go. */
    private static List<RecordedEvent> pinsOf(Action action) throws Throwable {
        go = new CountDownLatch(1);
        var end = new CompletableFuture<Void>();
        return pinsDuring(() -> {
            Thread thread = Thread.ofVirtual().start(() -> {
                try {
                    action.run();
                    end.complete(null);
                } catch (Throwable failure) {
                    end.completeExceptionally(failure);
                }
            });
            Awaitility.await("it waits").atMost(PATIENCE).until(
                    () -> end.isDone() || WAITS.contains(thread.getState()));
            go.countDown();
            end.join();
        });
    }

    private static List<RecordedEvent> pinsDuring(Action action) throws Throwable {
        var pins = new ConcurrentLinkedQueue<RecordedEvent>();
        try (var recording = new RecordingStream()) {
            recording.setReuse(false);
            recording.enable("jdk.VirtualThreadPinned").withoutThreshold();
            recording.onEvent(pins::add);
            recording.startAsync();
            action.run();
            // It returns when all events have been handled.
            recording.stop();
        }
        return List.copyOf(pins);
    }
}
