package sevenservers.offload;

import static org.assertj.core.api.Assertions.assertThat;
import static sevenservers.tests.Wait.PATIENCE;

import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import sevenservers.contract.Deadlines;
import sevenservers.tests.LogRecords;

/** A loop that the test's thread turns. */
final class Stage implements AutoCloseable {

    private static final Duration TICK = Duration.ofMillis(5);
    private static final Duration A_WHILE = Duration.ofMillis(50);
    /** Woken up by its deadline, and by what came just before. */
    private static final int FEW_TURNS = 4;

    final EventLoop loop = new EventLoop();
    private final WakeupPipe clock = new WakeupPipe(loop);
    private final LogRecords log = LogRecords.capture();
    private int expectedFailures;

    Stage() throws IOException {
    }

    /** Handles what is ready now. */
    void turn() throws IOException {
        clock.post(() -> {
        });
        loop.turn();
    }

    /** Turns until a condition holds, and fails if it never does. */
    void turnUntil(String what, BooleanSupplier condition) throws IOException {
        long begin = System.nanoTime();
        Deadlines.Deadline tick = loop.deadline(clock, () -> {
        });
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - begin).as("the time for: %s", what)
                    .isLessThan(PATIENCE.toNanos());
            tick.in(TICK);
            loop.turn();
        }
        tick.clear();
    }

    /** Checks that the loop waits while it has nothing to do. */
    void expectRest() throws IOException {
        boolean[] over = {false};
        loop.deadline(clock, () -> over[0] = true).in(A_WHILE);
        int turns = 0;
        for (; !over[0]; turns++) {
            loop.turn();
        }
        assertThat(turns).as("turns without anything to do").isLessThan(FEW_TURNS);
    }

    /** Checks what was logged so far; nothing else may be logged in the test. */
    void expectFailures(String... parts) {
        expectedFailures = parts.length;
        assertThat(log.failures()).hasSize(parts.length);
        for (int i = 0; i < parts.length; i++) {
            assertThat(log.failures().get(i)).contains(parts[i]);
        }
    }

    @Override
    public void close() {
        loop.close();
        clock.close();
        log.close();
        assertThat(log.failures()).as("what was logged").hasSize(expectedFailures);
    }
}
