package sevenservers.exercises.offload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.SelectorProvider;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * A loop whose selector only plays that it sleeps, and whose queue and selector let
 * another thread's step happen at a chosen moment of a turn.
 */
@DisplayName("A loop that other threads post to")
class LostWakeupTest {

    private final List<String> done = new ArrayList<>();
    private final Stage stage = new Stage();
    private final LostWakeup loop = new LostWakeup(stage, stage.queue);

    private void post(String action) {
        loop.post(() -> done.add(action));
    }

    private void turn() throws IOException {
        loop.turn(_ -> {
        });
    }

    @Test
    @DisplayName("a loop with nothing to do sleeps until something is posted")
    void aLoopWithNothingToDoSleeps() throws IOException {
        stage.whileAsleep = () -> post("answer");
        turn();
        assertThat(stage.slept).as("how often the loop slept in a turn that began"
                + " with nothing to do: one that never sleeps burns a core")
                .isEqualTo(1);
        assertThat(done).as("done in the turn in which the loop was woken")
                .containsExactly("answer");
    }

    @Test
    @DisplayName("an answer that comes at any moment leaves without delay")
    void anAnswerThatComesAtAnyMomentLeaves() throws IOException {
        for (boolean busy : new boolean[] {false, true}) {
            int moment = 1;
            while (leavesIfItComesAt(moment, busy)) {
                moment++;
            }
            assertThat(moment).as("moments of a turn at which an answer has come")
                    .isGreaterThan(3);
        }
    }

    /** Returns false if the turn had not so many moments. */
    private static boolean leavesIfItComesAt(int moment, boolean busy)
            throws IOException {
        var test = new LostWakeupTest();
        if (busy) {
            test.post("earlier");
        }
        test.stage.steps = 0;
        test.stage.moment = moment;
        test.stage.atMoment = () -> test.post("answer");
        test.turn();
        boolean came = test.stage.moment == 0;
        test.stage.moment = 0;
        if (came) {
            test.turn();
        }
        assertThat(test.stage.overslept).as("a client waits for an answer that the"
                + " pool has found long ago. The loop sleeps, and only when"
                + " somebody else sends something does the answer leave. It came at"
                + " moment %d of a turn that began with %s", moment,
                busy ? "other work to do" : "nothing to do").isFalse();
        assertThat(test.done.contains("answer")).as("whether an answer that came at"
                + " moment %d of a turn has left by the end of the next", moment)
                .isEqualTo(came);
        return came;
    }

    @Test
    @DisplayName("a loop that is awake is not woken")
    void aLoopThatIsAwakeIsNotWoken() throws IOException {
        stage.whileAsleep = () -> post("first");
        turn();
        stage.wakeups = 0;
        loop.post(() -> {
            done.add("second");
            post("third");
        });
        turn();
        assertThat(done).as("done: what an action posts is for the next turn, or a"
                + " loop whose actions always post another never looks at its"
                + " sockets")
                .containsExactly("first", "second");
        turn();
        assertThat(done).as("done in the next turn")
                .containsExactly("first", "second", "third");
        assertThat(stage.slept).as("how often the loop slept: once at first, and"
                + " never while there was something to do")
                .isEqualTo(1);
        assertThat(stage.wakeups).as("system calls to wake a loop that was awake:"
                + " with many posts a second they cost more than the work itself")
                .isZero();
    }

    @Test
    @DisplayName("a loop that sleeps is woken once for many posts, and keeps their"
            + " order")
    void aLoopThatSleepsIsWokenOnce() throws IOException {
        stage.whileAsleep = () -> {
            post("one");
            post("two");
            post("three");
        };
        turn();
        assertThat(done).as("done, in the order in which it was posted")
                .containsExactly("one", "two", "three");
        assertThat(stage.wakeups).as("system calls to wake the loop, for three"
                + " posts while it slept: the first one has woken it")
                .isEqualTo(1);
    }

    @Test
    @DisplayName("a socket that is ready is handled, whatever else there is to do")
    void aSocketThatIsReadyIsHandled() throws IOException {
        Pipe pipe = Pipe.open();
        try (Selector selector = Selector.open();
                var source = pipe.source();
                var sink = pipe.sink()) {
            sink.write(ByteBuffer.allocate(1));
            SelectionKey key = source.configureBlocking(false).register(selector,
                    SelectionKey.OP_READ);
            var real = new LostWakeup(selector, new ConcurrentLinkedQueue<>());
            List<SelectionKey> handled = new ArrayList<>();
            real.turn(handled::add);
            assertThat(handled).as("handled in a turn with nothing else to do")
                    .containsExactly(key);
            real.post(() -> done.add("posted"));
            real.turn(handled::add);
            assertThat(handled).as("handled in two turns, of which the second one"
                    + " had something else to do")
                    .containsExactly(key, key);
            assertThat(done).as("what else there was to do")
                    .containsExactly("posted");
        }
    }

    /** A selector without sockets, for one thread, and the queue beside it. */
    private static final class Stage extends Selector {

        private final ConcurrentLinkedQueue<Runnable> queue = new ShownQueue();
        private Runnable whileAsleep = () -> {
        };

        /** What happens before the step of this number, once, unless it is 0. */
        private Runnable atMoment;
        private int moment;
        private int steps;

        private boolean woken;
        private int wakeups;
        private int slept;
        private boolean overslept;

        private void step() {
            steps++;
            if (steps == moment) {
                moment = 0;
                atMoment.run();
            }
        }

        private int sleep() {
            step();
            if (!woken) {
                slept++;
                whileAsleep.run();
                overslept |= !queue.isEmpty() && !woken;
            }
            return selectNow();
        }

        @Override
        public int select() {
            return sleep();
        }

        /** A sleep with a limit is a sleep: the answer is late. */
        @Override
        public int select(long timeout) {
            return sleep();
        }

        @Override
        public int selectNow() {
            woken = false;
            step();
            return 0;
        }

        @Override
        public Selector wakeup() {
            woken = true;
            wakeups++;
            return this;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public SelectorProvider provider() {
            return SelectorProvider.provider();
        }

        @Override
        public Set<SelectionKey> keys() {
            return Set.of();
        }

        @Override
        public Set<SelectionKey> selectedKeys() {
            return new HashSet<>();
        }

        @Override
        public void close() {
        }

        /** There is a moment before and after each look into it. */
        private final class ShownQueue extends ConcurrentLinkedQueue<Runnable> {

            @Override
            public boolean isEmpty() {
                step();
                boolean empty = super.isEmpty();
                step();
                return empty;
            }

            @Override
            public int size() {
                step();
                int size = super.size();
                step();
                return size;
            }

            @Override
            public Runnable peek() {
                step();
                Runnable first = super.peek();
                step();
                return first;
            }

            @Override
            public Runnable poll() {
                step();
                Runnable first = super.poll();
                step();
                return first;
            }
        }
    }
}
