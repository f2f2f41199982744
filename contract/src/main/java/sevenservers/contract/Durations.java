package sevenservers.contract;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as people write them on a command line. */
public final class Durations {

    private static final Pattern FORM = Pattern.compile("(\\d{1,9})(us|ms|s|m|h)");

    private Durations() {
    }

    /**
     * Reads a number and a unit, {@code us}, {@code ms}, {@code s}, {@code m} or
     * {@code h}: {@code 500ms}, {@code 10s}.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    public static Duration parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "a time is a number and us, ms, s, m or h (500ms, 10s), not "
                            + text);
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "us" -> Duration.ofNanos(amount * 1000);
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }
}
