package sevenservers.compare.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A room in which some members talk as fast as the others hear them. All hear all
 * of it, in one order. A message's latency is that of the last one to hear it.
 */
final class ChatLoad implements Load {

    private static final int WINDOW = 64;

    /** So the kernel hides from the server only little of what is not read. */
    private static final int SLOW_BUFFER = 16 * 1024;

    private final Target target;
    private final Pump pump;
    private final Talk talk;
    private final Transcript transcript;
    private final List<Talker> talkers = new ArrayList<>();
    private final int naps;
    private Listener sleeper;

    /**
     * Lets all members join.
     *
     * @param talking how many of them talk
     * @param naps how many lines one of them leaves unread, again and again, before
     *     it reads them all at once; 0 if everybody listens
     */
    ChatLoad(Target target, int members, int talking, int naps, Duration patience)
            throws IOException {
        this.target = target;
        this.naps = naps;
        int sleepers = naps > 0 ? 1 : 0;
        talk = new Talk(talking, WINDOW, members - 1 - sleepers);
        var lines = new ChatLines();
        transcript = new Transcript(lines, talk, 2 * naps + talking * WINDOW);
        pump = new Pump(patience);
        try {
            join(members, talking, lines);
        } catch (IOException | RuntimeException failure) {
            close();
            throw failure;
        }
    }

    private void join(int members, int talking, ChatLines lines)
            throws IOException {
        int[] receiveBuffers = new int[members];
        if (naps > 0) {
            receiveBuffers[members - 1] = SLOW_BUFFER;
        }
        List<Newcomer> all = new Arrival(target, pump, receiveBuffers).all();
        for (int i = 0; i < talking; i++) {
            talkers.add(new Talker(all.get(i), i, lines, talk));
        }
        int last = naps > 0 ? members - 1 : members;
        for (Newcomer one : all.subList(talking, last)) {
            new Listener(one, transcript, talk, true);
        }
        if (naps > 0) {
            sleeper = new Listener(all.getLast(), transcript, talk, false);
        }
    }

    @Override
    public Sample run(Duration time) throws IOException {
        talk.clear();
        if (sleeper != null) {
            sleeper.sleep();
        }
        long before = talk.deliveries();
        var watch = new Stopwatch(target.probe());
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - end < 0) {
            if (mayTalk()) {
                for (Talker talker : talkers) {
                    talker.speak();
                }
            }
            pump.turn(end);
        }
        // Who is slow has brought little by now of what was said.
        while (!talk.isSettled()) {
            pump.turn();
        }
        Lap lap = watch.lap();
        long deliveries = talk.deliveries() - before;
        wakeSleeper();
        return new Window(deliveries, lap, talk.latency()).sample();
    }

    /** Whether the sleeper, if there is one, does not need what would be said. */
    private boolean mayTalk() {
        if (sleeper == null) {
            return true;
        }
        long behind = sleeper.behind();
        if (sleeper.isAsleep() && behind >= naps) {
            sleeper.wake();
        } else if (!sleeper.isAsleep() && behind == 0) {
            sleeper.sleep();
        }
        return behind <= 2L * naps;
    }

    private void wakeSleeper() throws IOException {
        if (sleeper != null) {
            sleeper.wake();
            while (sleeper.behind() > 0) {
                pump.turn();
            }
        }
    }

    @Override
    public void close() {
        pump.close();
    }
}
