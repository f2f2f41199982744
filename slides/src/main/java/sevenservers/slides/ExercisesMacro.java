package sevenservers.slides;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import sevenservers.slides.Exercises.Exercise;

/**
 * The exercises that follow a module, from the table of all: {@code
 * exercises::02-select-echo[]}.
 */
final class ExercisesMacro extends HtmlMacro {

    private final Path root;

    ExercisesMacro(Path root) {
        super("exercises");
        this.root = root;
    }

    @Override
    String html(String module, Map<String, Object> attributes) {
        List<Exercise> exercises = Exercises.of(root).all().stream()
                .filter(exercise -> exercise.module().equals(module)).toList();
        if (exercises.isEmpty()) {
            throw new Wrong("no exercise follows this module");
        }
        return exercises.stream().map(ExercisesMacro::row)
                .collect(Collectors.joining("\n", "<table class=\"exercises\">"
                        + "<thead><tr><th>Exercise</th><th>What it is about</th>"
                        + "<th>Kind</th><th>Minutes</th></tr></thead><tbody>",
                        "</tbody></table>"));
    }

    private static String row(Exercise exercise) {
        return "<tr><td><code>%s</code></td><td>%s</td><td>%s</td><td>%d</td></tr>"
                .formatted(exercise.name(), Html.escaped(exercise.idea()),
                        exercise.kind(), exercise.minutes());
    }
}
