package sevenservers.exercises.board;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Tests an exercise whenever its file is saved. It looks at the file itself every
 * now and then, since not every file system tells of changes.
 */
@Command(name = "watch", description = "Tests an exercise whenever its file is "
        + "saved, and goes on to the next when it is solved.",
        footer = {"", "Ctrl-C ends it."})
final class WatchCommand extends BoardCommand {

    private static final Duration INTERVAL = Duration.ofMillis(300);

    @Mixin
    private Choice choice;

    WatchCommand(Desk desk) {
        super(desk);
    }

    @Override
    boolean run(Desk at) throws IOException {
        var view = new View(at);
        Optional<Exercise> watched = Optional.of(choice.of(at));
        while (watched.isPresent()) {
            Exercise exercise = watched.get();
            String tested = at.fingerprint(exercise);
            Result result = at.result(exercise);
            say(view.requirements(exercise, result));
            if (result.isSolved()) {
                if (choice.isGiven()) {
                    return true;
                }
                watched = at.next();
                say("\n" + View.goal(watched));
            } else {
                say("\nWatching: save the file, and it is tested again."
                        + " Ctrl-C ends this.");
                if (!changes(at, exercise, tested)) {
                    return true;
                }
            }
            say("");
        }
        return true;
    }

    /** Waits for a change; whether there is one, or the waiting was interrupted. */
    private static boolean changes(Desk at, Exercise exercise, String tested)
            throws IOException {
        try {
            while (at.fingerprint(exercise).equals(tested)) {
                Thread.sleep(INTERVAL);
            }
            return true;
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
