package sevenservers.exercises.board;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;

import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

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
                        "no exercise " + id + nearest(course) + "; there are:"
                                + all(course)));
    }

    /** Asks whether the id was meant that picocli finds most like it, if any. */
    private String nearest(Course course) {
        var ids = new CommandLine(CommandSpec.create());
        course.exercises().forEach(
                one -> ids.addSubcommand(one.id(), CommandSpec.create()));
        return new UnmatchedArgumentException(ids, List.of(id)).getSuggestions()
                .stream().findFirst().map(like -> " (do you mean " + like + "?)")
                .orElse("");
    }

    /** All ids, a line for each part. */
    private static String all(Course course) {
        return course.exercises().stream()
                .collect(groupingBy(Exercise::part, TreeMap::new,
                        mapping(Exercise::id, joining(", ", "\n  ", ""))))
                .values().stream().collect(joining());
    }
}
