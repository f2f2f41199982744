package sevenservers.tests;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A member of a chat that says numbered lines, as fast as the server takes them.
 */
public final class Talk {

    /** So many lines that no kernel takes them all: 50 MB. */
    static final int MUCH = 50_000;

    private final ChatClient talker;
    private int count;
    private int begun;
    private final AtomicInteger sent = new AtomicInteger();
    private final Task<Void> talking;

    private Talk(ChatClient talker, int count) {
        this.talker = talker;
        this.count = count;
        talking = Task.start("saying " + count + " lines", this::say);
    }

    /** Starts to say so many lines of 1,000 bytes each. */
    public static Talk of(int count, ChatClient talker) {
        return new Talk(talker, count);
    }

    /** Waits until the server takes no more, or all is said. */
    public void awaitStall() {
        Wait.untilStalled(talking, sent::get, talker.client().patience());
    }

    /** Waits until the server takes no more, which is to be before all is said. */
    void expectStall() {
        awaitStall();
        assertThat(talking.isDone()).as("the talk is over before anybody reads")
                .isFalse();
    }

    /** Has it end with the line that it is at, and returns the number of lines. */
    synchronized int stop() {
        count = begun;
        return count;
    }

    /** Waits until all is said. */
    public void awaitEnd(Duration patience) {
        talking.await(patience);
    }

    /** Checks that the next lines of a reader are certain lines of the talk. */
    public void expect(int from, int to, ChatClient reader) {
        for (int i = from; i < to; i++) {
            reader.expectSaid(talker, Delivery.line(i).strip());
        }
    }

    private synchronized boolean begin() {
        if (begun == count) {
            return false;
        }
        begun++;
        return true;
    }

    private void say() {
        while (begin()) {
            talker.client().write(Delivery.line(sent.get()).getBytes(US_ASCII));
            sent.incrementAndGet();
        }
    }
}
