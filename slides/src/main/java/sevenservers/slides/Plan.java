package sevenservers.slides;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One day of teaching. How long decks and exercises take is looked up, so a plan
 * cannot promise more than its hours have. Its lines:
 *
 * <pre>
 * 09:00 to 12:30
 * deck 02
 * exercises partial-writes, busy-loop
 * 15 a pause
 * </pre>
 */
final class Plan {

    /** So many minutes at least are to be left for questions. */
    private static final int SPARE = 10;

    private static final Pattern HOURS =
            Pattern.compile("(\\d\\d:\\d\\d) to (\\d\\d:\\d\\d)");
    private static final Pattern DECK = Pattern.compile("deck (\\d\\d)");
    private static final Pattern EXERCISES = Pattern.compile("exercises (.+)");
    private static final Pattern OTHER = Pattern.compile("(\\d+) (.+)");

    private final Map<String, Deck> decks;
    private final Map<String, Integer> exercises;
    private final StringBuilder rows = new StringBuilder();
    private LocalTime now;

    private Plan(Map<String, Deck> decks, Map<String, Integer> exercises) {
        this.decks = decks;
        this.exercises = exercises;
    }

    /**
     * The plan as a table.
     *
     * @param decks by their numbers
     * @param exercises the minutes of each
     * @throws Wrong if it names what there is not, or its hours are too short
     */
    static String html(List<String> lines, Map<String, Deck> decks,
            Map<String, Integer> exercises) {
        Matcher hours = HOURS.matcher(lines.getFirst());
        if (!hours.matches()) {
            throw new Wrong("expected 09:00 to 12:30, not " + lines.getFirst());
        }
        return new Plan(decks, exercises).html(time(hours.group(1)),
                time(hours.group(2)), lines.subList(1, lines.size()));
    }

    private static LocalTime time(String text) {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeParseException failure) {
            throw new Wrong("there is no such time as " + text);
        }
    }

    private String html(LocalTime begin, LocalTime end, List<String> lines) {
        now = begin;
        lines.forEach(this::add);
        Duration left = Duration.between(now, end);
        if (left.compareTo(Duration.ofMinutes(SPARE)) < 0) {
            throw new Wrong(("of %s to %s %d minutes are left for questions, but at"
                    + " least %d are wanted").formatted(begin, end,
                            left.toMinutes(), SPARE));
        }
        add("questions", minutes(left));
        return """
                <div class="scroll"><table class="plan">
                <thead><tr><th>From</th><th>What</th><th>Minutes</th></tr></thead>
                <tbody>%s</tbody>
                <tfoot><tr><td>%s</td><td>the end</td><td>%s</td></tr></tfoot>
                </table></div>
                """.formatted(rows, end,
                minutes(Duration.between(begin, end)).toPlainString());
    }

    private void add(String line) {
        Matcher deck = DECK.matcher(line);
        Matcher solved = EXERCISES.matcher(line);
        Matcher other = OTHER.matcher(line);
        if (deck.matches()) {
            Deck one = known(decks, deck.group(1));
            add("<a href=\"%s.html\">%s %s</a>".formatted(one.name(), one.number(),
                    one.title()), one.minutes());
        } else if (solved.matches()) {
            List<String> ids = List.of(solved.group(1).split(", "));
            add((ids.size() == 1 ? "exercise: <code>" : "exercises: <code>")
                    + String.join("</code>, <code>", ids)
                    + "</code>",
                    BigDecimal.valueOf(ids.stream()
                            .mapToInt(id -> known(exercises, id)).sum()));
        } else if (other.matches()) {
            add(Html.escaped(other.group(2)), new BigDecimal(other.group(1)));
        } else {
            throw new Wrong("expected a deck, exercises or minutes: " + line);
        }
    }

    private static <T> T known(Map<String, T> all, String name) {
        T found = all.get(name);
        if (found == null) {
            throw new Wrong("there is no " + name + " among " + all.keySet());
        }
        return found;
    }

    private void add(String what, BigDecimal minutes) {
        rows.append("<tr><td>%tR</td><td>%s</td><td>%s</td></tr>".formatted(now,
                what, minutes.toPlainString()));
        now = now.plusSeconds(
                minutes.multiply(BigDecimal.valueOf(60)).longValueExact());
    }

    private static BigDecimal minutes(Duration duration) {
        return new BigDecimal(BigDecimal.valueOf(duration.toSeconds())
                .divide(BigDecimal.valueOf(60)).stripTrailingZeros()
                .toPlainString());
    }
}
