package sevenservers.compare;

import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import sevenservers.contract.Durations;

/** Times on the command line and in messages. */
final class Times implements ITypeConverter<Duration> {

    private static final int SECONDS_WORTH_MINUTES = 100;
    private static final double MILLI = 1000;

    @Override
    public Duration convert(String value) {
        try {
            Duration time = Durations.parse(value);
            if (time.isZero()) {
                throw new IllegalArgumentException("a time of 0 is too short");
            }
            return time;
        } catch (IllegalArgumentException noTime) {
            throw new TypeConversionException(noTime.getMessage());
        }
    }

    /** For people: {@code 0.12 s}, {@code 48 s}, {@code 13 min}. */
    static String format(Duration time) {
        long seconds = time.plusMillis(500).toSeconds();
        return seconds >= SECONDS_WORTH_MINUTES
                ? time.plusSeconds(30).toMinutes() + " min"
                : seconds >= 10 ? seconds + " s"
                : String.format(Locale.ROOT, "%.2g s",
                        Math.max(1, time.toMillis()) / MILLI);
    }
}
