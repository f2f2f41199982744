package sevenservers.exercises.board;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The learner's files: what was handed out, what became of it, and what the board
 * remembers.
 */
final class Desk {

    private final Course course;
    private final Folders folders;
    private final Examination examination;

    Desk(Course course, Folders folders, Examination examination) {
        this.course = course;
        this.folders = folders;
        this.examination = examination;
    }

    Course course() {
        return course;
    }

    Folders folders() {
        return folders;
    }

    /**
     * Puts the stubs there that have never been there. A file that is there stays
     * as it is, and one that the learner has deleted is not brought back.
     *
     * @return whether these are the first
     */
    boolean handOut() throws IOException {
        boolean first = !Files.exists(folders.work());
        for (Exercise exercise : course.exercises()) {
            if (!Files.exists(folders.notes(exercise))) {
                if (!Files.exists(folders.work(exercise))) {
                    putStub(exercise);
                }
                Notes.fresh().write(folders.notes(exercise));
            }
        }
        return first;
    }

    /**
     * Puts a stub back.
     *
     * @return where the file is now that was there, if there was one
     */
    Optional<Path> reset(Exercise exercise) throws IOException {
        Path file = folders.work(exercise);
        Optional<Path> kept = Optional.empty();
        if (Files.exists(file)) {
            kept = Optional.of(Files.move(file, freeNameBeside(file)));
        }
        putStub(exercise);
        Notes.fresh().write(folders.notes(exercise));
        return kept;
    }

    private void putStub(Exercise exercise) throws IOException {
        Path file = folders.work(exercise);
        Files.createDirectories(file.getParent());
        Files.copy(folders.stub(exercise), file);
    }

    private static Path freeNameBeside(Path file) {
        for (int n = 1;; n++) {
            Path free = file.resolveSibling(file.getFileName() + ".bak-" + n);
            if (!Files.exists(free)) {
                return free;
            }
        }
    }

    boolean isMissing(Exercise exercise) {
        return !Files.exists(folders.work(exercise));
    }

    /** Whether the file is no longer the stub, which solves nothing. */
    boolean isBegun(Exercise exercise) throws IOException {
        return !isMissing(exercise) && Files.mismatch(folders.work(exercise),
                folders.stub(exercise)) >= 0;
    }

    /** Whether it is solved. What has not changed since is not tested again. */
    boolean isSolved(Exercise exercise) throws IOException {
        return isBegun(exercise) && result(exercise).isSolved();
    }

    /** The first that is not solved, if there is one. */
    Optional<Exercise> next() throws IOException {
        for (Exercise exercise : course.exercises()) {
            if (!isSolved(exercise)) {
                return Optional.of(exercise);
            }
        }
        return Optional.empty();
    }

    /** What comes out of its tests; from memory, if nothing has changed since. */
    Result result(Exercise exercise) throws IOException {
        Notes last = notes(exercise);
        return fingerprint(exercise).equals(last.tested()) ? last.result()
                : test(exercise);
    }

    /** Tests the learner's class, and remembers what came out. */
    Result test(Exercise exercise) throws IOException {
        String fingerprint = fingerprint(exercise);
        Result result = isMissing(exercise)
                ? Result.untested(examination.requirements(exercise),
                        "Its file is missing. It comes back with:  "
                                + Typed.words("reset " + exercise))
                : examination.of(exercise, folders.work(exercise));
        notes(exercise).withResult(fingerprint, result)
                .write(folders.notes(exercise));
        return result;
    }

    /** Another one whenever the learner's file, or the course's test, is. */
    String fingerprint(Exercise exercise) throws IOException {
        return Fingerprint.of(folders.work(exercise), folders.test(exercise));
    }

    /** How many hints were shown. */
    int hintsShown(Exercise exercise) throws IOException {
        return notes(exercise).hints();
    }

    void rememberHints(Exercise exercise, int shown) throws IOException {
        notes(exercise).withHints(shown).write(folders.notes(exercise));
    }

    private Notes notes(Exercise exercise) throws IOException {
        return Notes.read(folders.notes(exercise));
    }
}
