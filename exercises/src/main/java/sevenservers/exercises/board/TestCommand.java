package sevenservers.exercises.board;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tests what the learner has written. */
@Command(name = "test", description = "Tests an exercise, or all that you have "
        + "begun, and shows which requirements are kept.")
final class TestCommand extends BoardCommand {

    @Mixin
    private Choice choice;

    TestCommand(Desk desk) {
        super(desk);
    }

    @Override
    boolean run(Desk at) throws IOException {
        var view = new View(at);
        if (choice.isGiven()) {
            Exercise exercise = choice.given(at.course());
            say(view.requirements(exercise, at.test(exercise)));
            return true;
        }
        for (Exercise exercise : at.course().exercises()) {
            if (at.isBegun(exercise)) {
                say(view.requirements(exercise, at.test(exercise)) + "\n");
            }
        }
        return true;
    }
}
