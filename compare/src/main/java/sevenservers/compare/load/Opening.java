package sevenservers.compare.load;

import java.io.IOException;

/** Something that may fail before its load is there to be closed. */
@FunctionalInterface
interface Opening {

    void run() throws IOException;

    /** Does it, and closes if it fails. */
    static void of(Runnable close, Opening opening) throws IOException {
        try {
            opening.run();
        } catch (IOException | RuntimeException failure) {
            close.run();
            throw failure;
        }
    }
}
