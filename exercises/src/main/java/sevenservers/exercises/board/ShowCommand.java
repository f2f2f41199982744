package sevenservers.exercises.board;

import java.io.IOException;
import java.nio.file.Files;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells what an exercise is about. */
@Command(name = "show", description = "Tells what is to be done, and which files "
        + "belong to it.")
final class ShowCommand extends BoardCommand {

    @Mixin
    private Choice choice;

    @Option(names = "--solution",
            description = "show a solution, and what is to be said of it")
    private boolean solution;

    ShowCommand(Desk desk) {
        super(desk);
    }

    @Override
    boolean run(Desk at) throws IOException {
        Exercise exercise = choice.of(at);
        Folders folders = at.folders();
        if (solution) {
            say(Files.readString(folders.solution(exercise)) + "\n"
                    + Prose.of(Files.readString(folders.discussion(exercise))));
            return true;
        }
        say("""
                %s, %d minutes: %s%s

                %s

                Your file   %s
                Its tests   %s
                Read first  %s
                Try it      %s
                """.formatted(exercise, exercise.minutes(),
                exercise.kind() == Kind.BUG ? "bug hunt: " : "", exercise.title(),
                Prose.of(
                        Javadoc.markdown(Files.readString(folders.stub(exercise)))),
                folders.work(exercise), folders.test(exercise),
                exercise.part().title(), Typed.words("test " + exercise)));
        return true;
    }
}
