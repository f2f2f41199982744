package sevenservers.exercises.board;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Helps by one hint more each time. */
@Command(name = "hint",
        description = "Shows a hint, and each time a stronger one.")
final class HintCommand extends BoardCommand {

    @Mixin
    private Choice choice;

    @Option(names = "--all", description = "show all there are")
    private boolean all;

    HintCommand(Desk desk) {
        super(desk);
    }

    @Override
    boolean run(Desk at) throws IOException {
        Exercise exercise = choice.of(at);
        Hints hints = Hints.read(at.folders().hints(exercise));
        int last = hints.all().size();
        int before = at.hintsShown(exercise);
        int now = all ? last : Math.min(last, before + 1);
        at.rememberHints(exercise, now);
        say(exercise.id());
        if (before == last && !all) {
            say("\nYou have seen all hints. The last one again:");
        }
        say("\n" + hints.text(all ? 1 : now, now));
        if (now == last) {
            say("\nThat is the last hint. The solution:  "
                    + Typed.words("show " + exercise + " --solution"));
        }
        return true;
    }
}
