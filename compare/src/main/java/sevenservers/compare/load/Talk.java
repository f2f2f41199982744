package sevenservers.compare.load;

import java.util.Arrays;
import org.HdrHistogram.Histogram;

/**
 * The messages that are under way: how many members have yet to hear each. Nobody
 * has more of them than the window, so nobody floods the room.
 */
final class Talk {

    private final int talkers;
    private final int window;
    private final int hearers;
    private final int[] said;
    private final int[] heardByAll;
    private final int[] missing;
    private final long[] saidAt;
    private Histogram latency = Sample.latencies();
    private long deliveries;

    /**
     * Nobody has said anything.
     *
     * @param window how many messages of each talker may be under way
     * @param hearers how many have to hear each message
     */
    Talk(int talkers, int window, int hearers) {
        this.talkers = talkers;
        this.window = window;
        this.hearers = hearers;
        said = new int[talkers];
        heardByAll = new int[talkers];
        missing = new int[talkers * window];
        saidAt = new long[talkers * window];
    }

    int talkers() {
        return talkers;
    }

    int window() {
        return window;
    }

    /** How many more messages a talker may say now. */
    int room(int talker) {
        return window - (said[talker] - heardByAll[talker]);
    }

    /** So many messages are said now. */
    void say(int talker, int count) {
        long now = System.nanoTime();
        for (int i = 0; i < count; i++) {
            int place = place(talker, said[talker]++);
            missing[place] = hearers;
            saidAt[place] = now;
        }
    }

    /** How many messages a talker has said. */
    int said(int talker) {
        return said[talker];
    }

    /** Where a message is kept while it is under way. */
    int place(int talker, int number) {
        return talker * window + number % window;
    }

    /** Whose message is kept there. */
    int talker(int place) {
        return place / window;
    }

    /** When the message that is kept there was said. */
    long saidAt(int place) {
        return saidAt[place];
    }

    /** One of those who have to hear it has. */
    void heard(int place, long now) {
        deliveries++;
        if (--missing[place] == 0) {
            latency.recordValue(Math.max(0, now - saidAt[place]));
            heardByAll[talker(place)]++;
        }
    }

    /** How often a member has heard a message so far. */
    long deliveries() {
        return deliveries;
    }

    /** Whether all have heard everything. */
    boolean isSettled() {
        return Arrays.equals(said, heardByAll);
    }

    /** Forgets how long earlier messages have taken. */
    void clear() {
        latency = Sample.latencies();
    }

    /**
     * How long the messages since {@link #clear()} have taken to the last of those
     * who had to hear them, in nanoseconds.
     */
    Histogram latency() {
        return latency;
    }
}
