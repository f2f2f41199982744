package sevenservers.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sevenservers.contract.Quietly;

@Timeout(120)
class ThreadsTest {

    private final CountDownLatch begun = new CountDownLatch(3);
    private final CountDownLatch over = new CountDownLatch(1);

    @Test
    void virtualThreadsAreFoundByTheCodeThatTheyAreIn() throws Exception {
        Thread one = Thread.ofVirtual().name("one").start(this::pause);
        Thread none = Thread.ofPlatform().name("none").start(this::pause);
        Thread two = Thread.ofVirtual().name("two").start(this::pause);
        begun.await();
        assertThat(Threads.virtualIn(ThreadsTest.class.getName())).hasSize(2)
                .anyMatch(thread -> thread.contains("\"one\""))
                .anyMatch(thread -> thread.contains("\"two\""))
                .noneMatch(thread -> thread.contains("\"none\""));
        assertThat(Threads.virtualIn("sevenservers.elsewhere")).isEmpty();
        over.countDown();
        for (Thread thread : new Thread[] {one, none, two}) {
            Quietly.join(thread);
        }
        assertThat(Threads.virtualIn(ThreadsTest.class.getName())).isEmpty();
    }

    private void pause() {
        begun.countDown();
        try {
            over.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
