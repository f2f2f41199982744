package sevenservers.compare;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;

/** Shows text a screen at a time, with the program that the user prefers. */
final class Pager {

    private static final int NOT_FOUND = 127;

    private Pager() {
    }

    /** Shows the text until the user has seen it; false if there is no pager. */
    static boolean show(String text) {
        return show(text, "${PAGER:-less}");
    }

    static boolean show(String text, String command) {
        var builder = new ProcessBuilder("/bin/sh", "-c", command)
                .redirectOutput(Redirect.INHERIT).redirectError(Redirect.INHERIT);
        // Without it less would show the colours' codes.
        builder.environment().putIfAbsent("LESS", "-R");
        try {
            Process pager = builder.start();
            // Ctrl-C does not end a pager, which still has the terminal then.
            var wait = new Thread(() -> pager.onExit().join(), "pager");
            Runtime.getRuntime().addShutdownHook(wait);
            try (OutputStream in = pager.getOutputStream()) {
                in.write(text.getBytes(UTF_8));
            } catch (IOException enoughSeen) {
                // The user has left before the end.
            }
            int status = pager.waitFor();
            Runtime.getRuntime().removeShutdownHook(wait);
            return status != NOT_FOUND;
        } catch (IOException noShell) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
