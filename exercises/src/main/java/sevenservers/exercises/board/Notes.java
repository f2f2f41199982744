package sevenservers.exercises.board;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the board remembers of an exercise that it has handed out.
 *
 * @param hints how many hints were shown
 * @param tested the fingerprint of the files of the last test, or null
 * @param result what came out of it, or null
 */
record Notes(int hints, String tested, Result result) {

    private static final JsonMapper JSON = new JsonMapper();

    /** Those of an exercise that was just handed out. */
    static Notes fresh() {
        return new Notes(0, null, null);
    }

    Notes withHints(int shown) {
        return new Notes(shown, tested, result);
    }

    Notes withResult(String fingerprint, Result newer) {
        return new Notes(hints, fingerprint, newer);
    }

    /** @throws IOException if they cannot be read; its message is for people */
    static Notes read(Path file) throws IOException {
        try {
            return JSON.readValue(Files.readString(file), Notes.class);
        } catch (JacksonException | UncheckedIOException broken) {
            throw new IOException(
                    file + " cannot be understood: delete it, and begin anew",
                    broken);
        }
    }

    /** Writes them at once or not at all. */
    void write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Path next = Files.createTempFile(file.getParent(), "notes", ".tmp");
        Files.writeString(next, JSON.writeValueAsString(this));
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
