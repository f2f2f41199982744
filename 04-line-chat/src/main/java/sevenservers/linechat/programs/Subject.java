package sevenservers.linechat.programs;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What a message says it is about. Encoded words (RFC 2047) are left as they are.
 */
final class Subject {

    private static final String FIELD = "Subject:";
    private static final int LONGEST = 200;

    private Subject() {
    }

    /**
     * The first subject of a message, in one line and not too long for one; empty
     * if there is none. Not escaped.
     */
    static String of(byte[] message) {
        String header = header(new String(message, UTF_8))
                .replaceAll("\r\n(?=[ \t])", "");
        return header.lines()
                .filter(line -> line.regionMatches(true, 0, FIELD, 0,
                        FIELD.length()))
                .map(line -> shortened(line.substring(FIELD.length()).strip()))
                .findFirst().orElse("");
    }

    private static String header(String message) {
        int end = message.indexOf("\r\n\r\n");
        return end < 0 ? message : message.substring(0, end);
    }

    private static String shortened(String subject) {
        return subject.codePointCount(0, subject.length()) <= LONGEST ? subject
                : subject.substring(0, subject.offsetByCodePoints(0, LONGEST))
                        + "...";
    }
}
