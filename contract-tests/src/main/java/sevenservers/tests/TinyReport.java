package sevenservers.tests;

import java.io.IOException;
import java.nio.file.Path;
import sevenservers.contract.Style;

/**
 * Which promises a style's smallest echo server keeps: the echo contract is run
 * against it, and what comes out is a table for the README of the style's module.
 */
public final class TinyReport {

    private static final int AT_ONCE = 4;

    private TinyReport() {
    }

    /**
     * Checks that the table in a README is what the tests say, or writes it there
     * if the system property {@code promises.write} is true.
     *
     * @throws AssertionError if the table in the README is another
     * @throws IOException if the README has no place for it
     */
    public static void verify(Style style, Path readme) throws IOException {
        Promises.verify(of(style), readme);
    }

    /** The table in Markdown, one row for each promise of an echo server. */
    public static String of(Style style) {
        TinyEchoContract.style = style;
        var table = new StringBuilder("""
                | promise | kept? | what fails |
                |---|---|---|
                """);
        Promises.test(AT_ONCE, TinyEchoContract.class).values()
                .forEach(promises -> promises.forEach((number, promise) -> table
                        .append(row(number, promise))));
        return table.toString();
    }

    private static String row(String number, Promises.Promise promise) {
        String failed = String.join("; ", promise.failed());
        return "| " + number + " | " + promise + " | " + failed
                + (failed.isEmpty() ? "|\n" : " |\n");
    }
}
