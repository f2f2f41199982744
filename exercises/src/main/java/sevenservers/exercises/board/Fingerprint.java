package sevenservers.exercises.board;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** By which files are known again that have not changed. */
final class Fingerprint {

    private Fingerprint() {
    }

    /** The fingerprint of some files; a missing one has its own. */
    static String of(Path... files) throws IOException {
        var all = new StringBuilder();
        for (Path file : files) {
            all.append(Files.exists(file) ? of(Files.readAllBytes(file)) : "-");
        }
        return all.toString();
    }

    private static String of(byte[] bytes) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every JDK has SHA-256", impossible);
        }
    }
}
