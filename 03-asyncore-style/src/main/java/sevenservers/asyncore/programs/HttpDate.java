package sevenservers.asyncore.programs;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** Times as the fields of a head have them, to the second. */
final class HttpDate {

    /** The JDK's own RFC 1123 format writes a day below 10 with one digit. */
    private static final DateTimeFormatter FORM = DateTimeFormatter
            .ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private HttpDate() {
    }

    /** {@code Sun, 06 Nov 1994 08:49:37 GMT}. */
    static String format(Instant time) {
        return FORM.format(time);
    }

    /**
     * The time that is meant, or null if it is none. The two forms that nobody has
     * written for decades are none here.
     */
    static Instant parse(String text) {
        try {
            return Instant.from(FORM.parse(text));
        } catch (DateTimeParseException another) {
            return null;
        }
    }
}
