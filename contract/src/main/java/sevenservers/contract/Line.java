package sevenservers.contract;

/** What {@link LineDecoder} finds in a stream of bytes. */
public sealed interface Line {

    /** A whole line, without its terminator. */
    record Text(String text) implements Line {
    }

    /** More than {@link Limits#MAX_LINE} bytes came without a line feed. */
    record TooLong() implements Line {
    }

    /** A line that is not UTF-8. */
    record NotUtf8() implements Line {
    }
}
