package sevenservers.exercises.board;

import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells a script whether all is solved. */
@Command(name = "verify", description = "Tests all exercises, or one, whatever was "
        + "found before.",
        footer = {"", "Exit status: 0 if all are solved, 1 if one is not."})
final class VerifyCommand extends BoardCommand {

    @Mixin
    private Choice choice;

    VerifyCommand(Desk desk) {
        super(desk);
    }

    @Override
    boolean run(Desk at) throws IOException {
        List<Exercise> wanted = choice.isGiven()
                ? List.of(choice.given(at.course()))
                : at.course().exercises();
        int solved = 0;
        for (Exercise exercise : wanted) {
            Result result = at.test(exercise);
            if (result.isSolved()) {
                solved++;
            }
            say("%-12s  %s".formatted(result.isSolved() ? "solved" : "not solved",
                    exercise));
        }
        say(solved + " of " + wanted.size() + " are solved.");
        return solved == wanted.size() && solved > 0;
    }
}
