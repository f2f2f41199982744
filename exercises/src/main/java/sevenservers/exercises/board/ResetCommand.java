package sevenservers.exercises.board;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Puts a stub back. */
@Command(name = "reset",
        description = "Puts the stub of an exercise back, to begin "
                + "anew. Your file stays beside it, under another name.")
final class ResetCommand extends BoardCommand {

    private final BufferedReader in;

    @Mixin
    private Choice choice;

    @Option(names = "--yes", description = "do not ask")
    private boolean sure;

    /** @param in where the answer comes from */
    ResetCommand(Desk desk, BufferedReader in) {
        super(desk);
        this.in = in;
    }

    @Override
    boolean run(Desk at) throws IOException {
        Exercise exercise = choice.given(at.course());
        if (!sure && !at.isMissing(exercise) && !confirmed(exercise)) {
            say("Nothing was changed.");
            return true;
        }
        Optional<Path> kept = at.reset(exercise);
        say(at.folders().work(exercise) + " is the stub again."
                + kept.map(file -> " Yours is now " + file + ".").orElse(""));
        return true;
    }

    private boolean confirmed(Exercise exercise) throws IOException {
        say("Put the stub of " + exercise + " in the place of your file? [y/N]");
        String answer = in.readLine();
        if (answer == null) {
            throw new EOFException(
                    "Nothing was changed: no answer came. To be asked"
                            + " nothing:  "
                            + Typed.words("reset " + exercise + " --yes"));
        }
        return answer.strip().equalsIgnoreCase("y");
    }
}
