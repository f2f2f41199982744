package sevenservers.exercises.board;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The exercise that a command is given, or the next. */
final class Choice {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Parameters(arity = "0..1", paramLabel = "ID",
            description = "which exercise (the next)")
    private String id;

    boolean isGiven() {
        return id != null;
    }

    /** The exercise of this id; if none was given, the next that is not solved. */
    Exercise of(Desk desk) throws IOException {
        return id == null
                ? desk.next().orElseGet(desk.course().exercises()::getLast)
                : given(desk.course());
    }

    /** The exercise of this id. */
    Exercise given(Course course) {
        if (id == null) {
            throw new ParameterException(command.commandLine(),
                    "say which exercise");
        }
        return course.exercises().stream()
                .filter(one -> one.id().equals(id)).findFirst()
                .orElseThrow(() -> new ParameterException(command.commandLine(),
                        "no exercise " + id + "; there are: "
                                + course.exercises().stream().map(Exercise::id)
                                        .collect(joining(", "))));
    }
}
