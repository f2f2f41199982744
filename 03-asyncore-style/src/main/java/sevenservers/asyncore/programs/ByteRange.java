package sevenservers.asyncore.programs;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Some bytes of a file.
 *
 * @param first the number of the first byte, counted from 0
 * @param length how many there are; 0: the file has none of those asked for
 */
record ByteRange(long first, long length) {

    private static final Pattern ONE =
            Pattern.compile("(?i:bytes)=[ \t]*(\\d*)-(\\d*)[ \t]*");
    private static final int SURELY_A_LONG = 18;

    /**
     * The bytes that a Range field asks for, as far as there are any.
     *
     * @param field the field's value, or null if there is none
     * @param size the file's size
     * @return the range, or null if the whole file is to be sent: also for more
     *     than one range, another unit, and what makes no sense, since a server
     *     need not understand the field
     */
    static ByteRange of(String field, long size) {
        Matcher one = field == null ? null : ONE.matcher(field);
        if (one == null || !one.matches()) {
            return null;
        }
        String from = one.group(1);
        String to = one.group(2);
        if (from.isEmpty()) {
            return to.isEmpty() ? null : last(number(to), size);
        }
        long first = number(from);
        long last = to.isEmpty() ? Long.MAX_VALUE : number(to);
        if (last < first) {
            return null;
        }
        return new ByteRange(first,
                Math.max(0, Math.min(last, size - 1) - first + 1));
    }

    private static ByteRange last(long count, long size) {
        long length = Math.min(count, size);
        return new ByteRange(size - length, length);
    }

    /** No file is as large as a number that does not fit. */
    private static long number(String digits) {
        String significant = digits.replaceFirst("^0+(?=.)", "");
        return significant.length() > SURELY_A_LONG ? Long.MAX_VALUE
                : Long.parseLong(significant);
    }

    /** As an answer's Content-Range has it. */
    String of(long size) {
        return "bytes " + first + "-" + (first + length - 1) + "/" + size;
    }
}
