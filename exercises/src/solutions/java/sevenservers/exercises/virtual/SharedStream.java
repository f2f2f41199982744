package sevenservers.exercises.virtual;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The participants of a chat on green threads, as the documents have them: the
 * thread that has read a line of one participant tells it to all others.
 *
 * <ul>
 * <li>What is said reaches every other participant at once, as a whole line in
 * UTF-8.
 * <li>Who says several things is heard in that order.
 * <li>A participant whose stream is broken takes part no more, and the others do
 * not notice.
 * <li>All methods may be called from any thread.
 * </ul>
 *
 * <p>What it leaves out: who does not read stops everybody who talks. {@link
 * sevenservers.virtual.ChatServer} has a queue and a second thread for each, which
 * repair that.
 */
public final class SharedStream {

    private static final byte[] LF = {'\n'};

    private final Map<String, Participant> participants = new ConcurrentHashMap<>();

    /** From now on a participant is told what others say, by way of a stream. */
    public void join(String name, OutputStream stream) {
        participants.put(name, new Participant(name, stream));
    }

    /** From now on a participant is told nothing more. */
    public void leave(String name) {
        participants.remove(name);
    }

    /** Tells all others what a participant says: a line, without its LF. */
    public void say(String name, String text) {
        byte[] who = ("#[" + name + "]>>> ").getBytes(UTF_8);
        byte[] what = text.getBytes(UTF_8);
        for (Participant other : participants.values()) {
            if (!other.name.equals(name)) {
                tell(other, who, what, LF);
            }
        }
    }

    private void tell(Participant other, byte[]... parts) {
        try {
            other.tell(parts);
        } catch (IOException broken) {
            participants.remove(other.name, other);
        }
    }

    /** One participant, whose stream is used by the threads of all others. */
    private static final class Participant {

        private final String name;
        private final OutputStream stream;

        /** One thread tells a line at a time: who has waited the longest. */
        private final ReentrantLock lock = new ReentrantLock(true);

        Participant(String name, OutputStream stream) {
            this.name = name;
            this.stream = stream;
        }

        void tell(byte[]... parts) throws IOException {
            lock.lock();
            try {
                for (byte[] part : parts) {
                    stream.write(part);
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
