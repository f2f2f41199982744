package sevenservers.exercises.board;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What happens during the tests, one event after the other, from the JVM that runs
 * them to the board. It goes by a file, since the learner's code may print what it
 * likes, and end its JVM at any time.
 */
final class Report implements AutoCloseable {

    /**
     * Something that happened.
     *
     * @param test the test's method, or nothing if it concerns all
     * @param message why it failed, or nothing
     */
    record Event(Happening type, String test, String message) {
    }

    enum Happening {
        STARTED, PASSED, FAILED, ALL_ENDED
    }

    /** A learner reads no more than that. */
    private static final int LONGEST_MESSAGE = 8_000;

    private final DataOutputStream out;

    private Report(OutputStream out) {
        this.out = new DataOutputStream(out);
    }

    static Report into(Path file) throws IOException {
        return new Report(Files.newOutputStream(file));
    }

    /** The events so far, of tests that may have broken off. */
    static List<Event> read(Path file) throws IOException {
        var events = new ArrayList<Event>();
        try (var in = new DataInputStream(Files.newInputStream(file))) {
            while (true) {
                events.add(new Event(Happening.valueOf(in.readUTF()), in.readUTF(),
                        in.readUTF()));
            }
        } catch (EOFException end) {
            return events;
        }
    }

    synchronized void add(Happening type, String test, String message)
            throws IOException {
        out.writeUTF(type.name());
        out.writeUTF(test);
        out.writeUTF(message.length() <= LONGEST_MESSAGE ? message
                : message.substring(0, LONGEST_MESSAGE) + " …");
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
