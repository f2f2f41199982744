// Caught by: reachesAllOthersAtOnce
// Gathers the line in a buffer, and leaves it there.
package sevenservers.exercises.virtual;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

public final class SharedStream {

    private static final byte[] LF = {'\n'};

    private final Map<String, Participant> participants = new ConcurrentHashMap<>();

    public void join(String name, OutputStream stream) {
        participants.put(name, new Participant(name, stream));
    }

    public void leave(String name) {
        participants.remove(name);
    }

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

    private static final class Participant {

        private final String name;
        private final OutputStream stream;

        private final ReentrantLock lock = new ReentrantLock(true);

        Participant(String name, OutputStream stream) {
            this.name = name;
            this.stream = new BufferedOutputStream(stream);
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
