package sevenservers.linechat.programs;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The first line of a POP3 server's answer (RFC 1939, section 3). */
sealed interface Pop3Reply {

    /** Reads a line, which has no CRLF at its end any more. */
    static Pop3Reply parse(String line) {
        int space = line.indexOf(' ');
        String status = space < 0 ? line : line.substring(0, space);
        String text = space < 0 ? "" : line.substring(space + 1);
        return switch (status) {
            case "+OK" -> new Ok(text);
            case "-ERR" -> new Err(text);
            default -> new Malformed();
        };
    }

    /** The command is done; the text is for people, but for that after STAT. */
    record Ok(String text) implements Pop3Reply {

        private static final Pattern DROP_LISTING =
                Pattern.compile("(\\d{1,9}) \\d+( .*)?");

        /** The number of messages, which only the answer to STAT tells. */
        OptionalInt messages() {
            Matcher listing = DROP_LISTING.matcher(text);
            return listing.matches()
                    ? OptionalInt.of(Integer.parseInt(listing.group(1)))
                    : OptionalInt.empty();
        }
    }

    /** The command is refused; the text says why. */
    record Err(String text) implements Pop3Reply {
    }

    /** Whoever answers so speaks another protocol. */
    record Malformed() implements Pop3Reply {
    }
}
