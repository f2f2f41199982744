package sevenservers.exercises.board;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.util.Optional;
import sevenservers.contract.Text;
import sevenservers.exercises.board.Finding.Status;

/** What the learner reads of results. */
final class View {

    private static final int LINES = 30;

    private final Desk desk;

    View(Desk desk) {
        this.desk = desk;
    }

    /** All exercises, how far one has come, and what to do next. */
    String board() throws IOException {
        Optional<Exercise> next = desk.next();
        var text = new StringBuilder();
        Part part = null;
        for (Exercise exercise : desk.course().exercises()) {
            if (exercise.part() != part) {
                part = exercise.part();
                text.append('\n').append(part.title()).append('\n');
            }
            text.append(row(exercise, next)).append('\n');
        }
        text.append('\n').append(progress()).append('\n');
        text.append('\n').append(goal(next)).append('\n');
        if (next.isPresent()) {
            text.append(toDo(next.get()));
        }
        return text.toString().strip();
    }

    private String row(Exercise exercise, Optional<Exercise> next)
            throws IOException {
        String mark = desk.isSolved(exercise) ? "solved"
                : next.filter(exercise::equals).isPresent() ? "next >" : "";
        return "  %-6s  %-20s %2d min  %s%s".formatted(mark, exercise.id(),
                exercise.minutes(),
                exercise.kind() == Kind.BUG ? "bug hunt: " : "",
                exercise.title());
    }

    private String progress() throws IOException {
        int solved = 0;
        int minutes = 0;
        int allMinutes = 0;
        int all = desk.course().exercises().size();
        for (Exercise exercise : desk.course().exercises()) {
            allMinutes += exercise.minutes();
            if (desk.isSolved(exercise)) {
                solved++;
                minutes += exercise.minutes();
            }
        }
        return "[%s%s]  %d of %d solved, %d of %d minutes".formatted(
                "#".repeat(solved), ".".repeat(all - solved), solved, all, minutes,
                allMinutes);
    }

    private String toDo(Exercise exercise) throws IOException {
        Result result = desk.result(exercise);
        return """
                  %s

                %s
                Edit the file, and type    %s
                What it is about           %s
                When you are stuck         %s
                """.formatted(desk.folders().work(exercise), clue(result),
                Typed.words("watch"), Typed.words("show"), Typed.words("hint"));
    }

    /** What is next, or that nothing is. */
    static String goal(Optional<Exercise> next) {
        return next.map(exercise -> "Next: " + exercise + ", " + exercise.title())
                .orElse("Every exercise is solved.");
    }

    /** The trouble, or the first requirement that is not kept. */
    private static String clue(Result result) {
        if (!result.trouble().isEmpty()) {
            return indented(result.trouble(), "  ");
        }
        return "  " + kept(result) + result.firstBroken().map(broken -> """
                 The first that is not:
                  %s
                %s""".formatted(Text.escaped(broken.requirement().sentence()),
                indented(broken.message(), "    "))).orElse("\n");
    }

    /** Every requirement of an exercise, and whether it is kept. */
    String requirements(Exercise exercise, Result result) {
        var text = new StringBuilder();
        text.append(exercise).append("  ").append(desk.folders().work(exercise))
                .append("\n\n");
        for (Finding finding : result.findings()) {
            text.append("  %-10s  %s%n".formatted(word(finding.status()),
                    Text.escaped(finding.requirement().sentence())));
            if (finding.status() == Status.BROKEN) {
                text.append(indented(finding.message(), " ".repeat(14)));
            }
        }
        if (!result.trouble().isEmpty()) {
            text.append('\n').append(indented(result.trouble(), "  "));
        }
        if (!result.printed().isBlank()) {
            text.append("\nYour code has printed:\n")
                    .append(indented(result.printed(), "  | "));
        }
        return text.append('\n').append(result.isSolved() ? "Solved: " : "")
                .append(kept(result)).append('\n').toString();
    }

    private static String word(Status status) {
        return switch (status) {
            case KEPT -> "kept";
            case BROKEN -> "not kept";
            case NOT_TESTED -> "not tested";
        };
    }

    private static String kept(Result result) {
        int all = result.findings().size();
        return result.isTested() ? result.kept() + " of " + all
                + " requirements are kept."
                : "None of the " + all + " requirements was tested.";
    }

    /** Lines that someone else has written, made harmless. */
    private static String indented(String text, String indent) {
        String shown = text.lines().limit(LINES).map(Text::escaped)
                .map(line -> (indent + line).stripTrailing() + "\n")
                .collect(joining());
        return text.lines().count() > LINES ? shown + indent + "…\n" : shown;
    }
}
