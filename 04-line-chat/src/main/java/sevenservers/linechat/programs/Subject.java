package sevenservers.linechat.programs;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What a message says it is about. Encoded words (RFC 2047) are left as they are.
 */
final class Subject {

    private static final String FIELD = "Subject:";
    private static final int LONGEST = 200;
    private static final int FAR = 64 * 1024;

    private Subject() {
    }

    /**
     * The first subject of a message, in one line and not too long for one; empty
     * if there is none near the beginning. Not escaped.
     */
    static String of(byte[] message) {
        int length = Math.min(message.length, FAR);
        return header(new String(message, 0, length, UTF_8)).lines()
                .filter(line -> line.regionMatches(true, 0, FIELD, 0,
                        FIELD.length()))
                .map(line -> shortened(line.substring(FIELD.length()).strip()))
                .findFirst().orElse("");
    }

    /** What is before the first empty line, each field in one line. */
    private static String header(String message) {
        String lines = "\r\n" + message;
        int end = lines.indexOf("\r\n\r\n");
        return (end < 0 ? lines : lines.substring(0, end))
                .replaceAll("\r\n(?=[ \t])", "");
    }

    private static String shortened(String subject) {
        return subject.codePointCount(0, subject.length()) <= LONGEST ? subject
                : subject.substring(0, subject.offsetByCodePoints(0, LONGEST))
                        + "...";
    }
}
