package sevenservers.asyncore;

import static org.assertj.core.api.Assertions.assertThat;
import static sevenservers.tests.Wait.PATIENCE;
import static sevenservers.tests.Wait.await;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import com.sun.management.UnixOperatingSystemMXBean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sevenservers.tests.TestClient;

@Timeout(120)
class LoopTest {

    private final Stage stage = new Stage();
    private final Loop loop = stage.loop;

    LoopTest() throws IOException {
    }

    @AfterEach
    void close() throws IOException {
        stage.close();
    }

    @Test
    void runsUntilTheLastDispatcherIsClosed() throws IOException {
        TestClient first = stage.connect();
        TestClient last = stage.connect();
        var one = new Recorder(loop, stage.accept());
        var other = new Recorder(loop, stage.accept()) {
            @Override
            protected void handleRead() throws IOException {
                assertThat(one.isClosed()).isTrue();
                super.handleRead();
            }
        };
        first.finish();
        stage.turnUntil("one is closed", one::isClosed);
        stage.turn();
        last.finish();
        loop.run();
        assertThat(other.isClosed()).isTrue();
        assertThat(loop.turn()).isFalse();
    }

    @Test
    void returnsAtOnceWithoutDispatchers() throws IOException {
        loop.run();
    }

    @Test
    void runsAgainWithNewDispatchers() throws IOException {
        for (int i = 0; i < 3; i++) {
            TestClient client = stage.connect().send("round " + i).finish();
            var dispatcher = new Recorder(loop, stage.accept());
            loop.run();
            assertThat(dispatcher.input).hasToString("round " + i);
            client.expectEnd();
        }
    }

    @Test
    void leavesNoDescriptorOpen() throws IOException {
        serveAndClose();
        long before = descriptors();
        for (int i = 0; i < 10; i++) {
            serveAndClose();
        }
        await().until(() -> descriptors() <= before);
    }

    private static long descriptors() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        return system instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount() : 0;
    }

    /** One dispatcher ends by itself, one is left to the loop's end. */
    private void serveAndClose() throws IOException {
        var another = new Loop();
        try (another;
                TestClient client = stage.connect().finish();
                TestClient idle = stage.connect()) {
            new Recorder(another, stage.accept());
            new Recorder(another, stage.accept());
            while (another.dispatchers(Recorder.class).size() > 1) {
                assertThat(another.turn()).isTrue();
            }
            client.expectEnd();
            another.close();
            idle.expectEnd();
        }
    }

    @Test
    void closesWhatIsLeftWithoutAnEvent() throws IOException {
        TestClient client = stage.connect().send("unheard");
        var left = new Recorder(loop, stage.accept());
        loop.close();
        loop.close();
        assertThat(left.isClosed()).isTrue();
        left.close();
        assertThat(left.events).isEmpty();
        assertThat(client.hasInput()).isFalse();
        assertThat(loop.dispatchers(Recorder.class)).isEmpty();
    }

    @Test
    void endsIndependentlyOfAnotherLoop() throws Exception {
        TestClient here = stage.connect();
        TestClient there = stage.connect();
        new Recorder(loop, stage.accept());
        try (var another = new Loop()) {
            var dispatcher = new Recorder(another, stage.accept());
            CompletableFuture<Void> running = inThread(another);
            here.finish();
            loop.run();
            assertThat(running).isNotDone();
            assertThat(another.dispatchers(Recorder.class))
                    .containsExactly(dispatcher);
            there.finish();
            await().until(running::isDone);
            running.get();
        }
    }

    private static CompletableFuture<Void> inThread(Loop loop) {
        return CompletableFuture.runAsync(() -> {
            try {
                loop.run();
            } catch (IOException failure) {
                throw new AssertionError(failure);
            }
        }, Thread::startVirtualThread);
    }

    @Test
    void isWokenUpByAnyThread() throws Exception {
        stage.connect();
        new Recorder(loop, stage.accept());
        var begun = new CountDownLatch(1);
        Thread waiting = Thread.ofPlatform().start(() -> {
            begun.countDown();
            try {
                loop.turn();
            } catch (IOException failure) {
                throw new AssertionError(failure);
            }
        });
        begun.await();
        await().until(() -> List.of(waiting.getStackTrace()).toString()
                .contains("select"));
        assertThat(waiting.isAlive()).isTrue();
        loop.wakeup();
        waiting.join(PATIENCE);
        assertThat(waiting.isAlive()).isFalse();
    }

    @Test
    void endsTheNextTurnWhenWokenUpBeforeIt() throws IOException {
        stage.connect();
        var idle = new Recorder(loop, stage.accept());
        loop.wakeup();
        assertThat(loop.turn()).isTrue();
        assertThat(idle.events).isEmpty();
    }

    @Test
    void knowsItsDispatchersByTheirKind() throws IOException {
        class Special extends Recorder {

            Special() throws IOException {
                super(loop, stage.accept());
            }
        }

        assertThat(loop.dispatchers(Dispatcher.class)).isEmpty();
        for (int i = 0; i < 4; i++) {
            stage.connect();
        }
        var plain = new Recorder(loop, stage.accept());
        var one = new Special();
        var two = new Special();
        var closed = new Special();
        closed.close();
        assertThat(loop.dispatchers(Special.class))
                .containsExactlyInAnyOrder(one, two);
        assertThat(loop.dispatchers(Dispatcher.class))
                .containsExactlyInAnyOrder(plain, one, two);
    }

    @Test
    void asksOnlyTheDispatchersThatHadAnEvent() throws IOException {
        List<Recorder> idle = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            stage.connect();
            idle.add(new Recorder(loop, stage.accept()));
        }
        TestClient client = stage.connect();
        var active = new Recorder(loop, stage.accept());
        for (int i = 1; i <= 50; i++) {
            client.send("x");
            int length = i;
            stage.turnUntil("it is read", () -> active.input.length() == length);
        }
        stage.turn();
        assertThat(active.questions).as("once when made, once after each event")
                .isEqualTo(51);
        assertThat(idle).allSatisfy(dispatcher -> assertThat(dispatcher.questions)
                .as("once when made").isEqualTo(1));
    }

    @Test
    void asksADispatcherOnceHoweverOftenItHasChanged() throws IOException {
        stage.connect();
        var dispatcher = new Recorder(loop, stage.accept());
        stage.turn();
        dispatcher.changed();
        dispatcher.changed();
        stage.turn();
        assertThat(dispatcher.questions).isEqualTo(2);
    }

    @Test
    void servesEverybodyOnceInATurnAndBeginsWithAnotherOneEachTime()
            throws IOException {
        int count = 5;
        Map<Integer, List<Integer>> firsts = new HashMap<>();
        List<Integer> served = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            stage.connect().send("x".repeat(1000));
            int number = i;
            var busy = new Recorder(loop, stage.accept()) {
                @Override
                protected void handleRead() throws IOException {
                    super.handleRead();
                    served.add(number);
                }
            };
            busy.mostPerRead = 1;
        }
        stage.turnUntil("all input is there", () -> served.size() >= count
                && served.subList(served.size() - count, served.size()).stream()
                        .distinct().count() == count);
        for (int turn = 0; turn < 4 * count; turn++) {
            served.clear();
            loop.turn();
            assertThat(served).as("who is served in a turn")
                    .containsExactlyInAnyOrder(0, 1, 2, 3, 4);
            firsts.computeIfAbsent(served.getFirst(), _ -> new ArrayList<>())
                    .add(turn);
        }
        assertThat(firsts.values()).as("the turns that one is first in")
                .hasSize(count).allSatisfy(turns -> assertThat(turns).hasSize(4));
    }

    @Test
    void givesNoEventToWhoWasClosedInTheSameTurn() throws IOException {
        List<Recorder> both = new ArrayList<>();
        List<TestClient> clients = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            clients.add(stage.connect());
            both.add(new Recorder(loop, stage.accept()) {
                @Override
                protected void handleRead() throws IOException {
                    super.handleRead();
                    both.forEach(Recorder::close);
                }
            });
        }
        both.forEach(dispatcher -> dispatcher.readable = false);
        stage.turn();
        clients.forEach(client -> client.send("to both"));
        both.forEach(dispatcher -> {
            dispatcher.readable = true;
            dispatcher.changed();
        });
        stage.run();
        assertThat(both.stream().flatMap(dispatcher -> dispatcher.events.stream()))
                .containsExactlyInAnyOrder("read", "end", "end");
    }

    @Test
    void goesOnWhenAHandlerFails() throws IOException {
        expectOneToFail(new Failing() {
            @Override
            protected void handleRead() {
                throw new IllegalStateException("on purpose");
            }
        });
        stage.expectFailures("on purpose");
    }

    @Test
    void goesOnWhenAHandlerFailsWithAnError() throws IOException {
        expectOneToFail(new Failing() {
            @Override
            protected void handleRead() {
                throw new AssertionError("on purpose");
            }
        });
        stage.expectFailures("on purpose");
    }

    @Test
    void goesOnWhenAnAnswerFails() throws IOException {
        expectOneToFail(new Failing() {
            @Override
            protected boolean readable() {
                if (input.isEmpty()) {
                    return true;
                }
                throw new IllegalStateException("on purpose");
            }
        });
        stage.expectFailures("on purpose");
    }

    @Test
    void goesOnWhenADeadlineFails() throws IOException {
        expectOneToFail(new Failing() {
            @Override
            protected void handleRead() throws IOException {
                super.handleRead();
                deadline(() -> {
                    throw new IllegalStateException("on purpose");
                }).in(Duration.ofMillis(1));
            }
        });
        stage.expectFailures("on purpose");
    }

    @Test
    void goesOnWhenTheHandlerOfErrorsFails() throws IOException {
        expectOneToFail(new Failing() {
            @Override
            protected void handleRead() {
                throw new IllegalStateException("first");
            }

            @Override
            protected void handleError(Throwable failure) {
                throw new IllegalStateException("second", failure);
            }
        });
        stage.expectFailures("second");
    }

    @Test
    void goesOnWhenEvenClosingFails() throws IOException {
        expectOneToFail(new Failing() {
            @Override
            protected void handleError(Throwable failure) {
                throw new IllegalStateException("first", failure);
            }

            @Override
            protected void handleRead() {
                throw new IllegalStateException("on purpose");
            }

            @Override
            public void close() {
                throw new IllegalStateException("second");
            }
        });
        stage.expectFailures("first", "second");
    }

    /** A dispatcher with a connection of its own. */
    private class Failing extends Recorder {

        private final TestClient client;

        Failing() throws IOException {
            TestClient connected = stage.connect();
            super(loop, stage.accept());
            client = connected;
        }
    }

    /** Lets something come for three dispatchers; the others read it. */
    private void expectOneToFail(Failing failing) throws IOException {
        var before = new Failing();
        var after = new Failing();
        before.client.send("hello");
        failing.client.send("hello");
        after.client.send("hello");
        stage.turnUntil("one is gone, the others have read",
                () -> failing.isClosed() && before.input.length() == 5
                        && after.input.length() == 5);
        failing.client.readToEnd();
        before.send(Recorder.bytes("and on\n"));
        before.client.expectLine("and on");
        assertThat(loop.dispatchers(Recorder.class))
                .containsExactlyInAnyOrder(before, after);
    }

    @Test
    void keepsDeadlinesWhileOthersAreAlwaysReady() throws IOException {
        stage.connect().send("x".repeat(1000));
        var busy = new Recorder(loop, stage.accept());
        var expired = new AtomicInteger();
        busy.readable = true;
        busy.mostPerRead = 0;
        busy.deadline(expired::incrementAndGet).in(Duration.ofMillis(20));
        stage.turnUntil("the deadline has expired", () -> expired.get() == 1);
    }
}
