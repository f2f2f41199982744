package sevenservers.compare.load;

import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;

/**
 * A member of a chat who says nothing, and so hears what every other one hears who
 * says nothing.
 */
final class Listener extends Member {

    private final Transcript transcript;
    private final Talk talk;
    private final boolean counts;
    private long heard;
    private boolean asleep;
    private long progress;

    /** @param counts whether messages wait until this one has heard them */
    Listener(Newcomer newcomer, Transcript transcript, Talk talk, boolean counts) {
        super(newcomer);
        this.transcript = transcript;
        this.talk = talk;
        this.counts = counts;
    }

    @Override
    void hear(ByteBuffer lines, long now) {
        heard = transcript.hear(heard, lines, counts, now);
        progress = now;
    }

    @Override
    int next(int talker) {
        return transcript.next(talker, heard);
    }

    @Override
    String others() {
        return transcript.describe(heard);
    }

    /** How many lines others have heard that this one has not. */
    long behind() {
        return transcript.end() - heard;
    }

    /** Reads no more. */
    void sleep() {
        asleep = true;
        watch(0);
    }

    /** Reads again. */
    void wake() {
        asleep = false;
        progress = System.nanoTime();
        watch(SelectionKey.OP_READ);
    }

    boolean isAsleep() {
        return asleep;
    }

    @Override
    String overdue(long since) {
        if (counts) {
            return super.overdue(since);
        }
        return asleep || behind() == 0 || progress - since > 0 ? null
                : "waits for " + behind() + " lines that it had left unread";
    }

    @Override
    Talk talk() {
        return talk;
    }
}
