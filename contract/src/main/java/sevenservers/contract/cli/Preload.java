package sevenservers.contract.cli;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Loads classes before they are needed. Where the class path is a folder, each
 * class is read from a file of its own when it is first used; for the classes that
 * deal with a want of descriptors (B5) that would be too late.
 */
final class Preload {

    private static final String SUFFIX = ".class";

    private Preload() {
    }

    /** Loads all classes that stand in the same folder tree as one of them. */
    static void allBeside(Class<?> one) throws IOException {
        Path root = rootOf(one);
        if (!Files.isDirectory(root)) {
            return;
        }
        List<String> names;
        try (Stream<Path> files = Files.walk(root)) {
            names = files.map(file -> root.relativize(file).toString())
                    .filter(name -> name.endsWith(SUFFIX) && !name.contains("-"))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length())
                            .replace(root.getFileSystem().getSeparator(), "."))
                    .toList();
        }
        try {
            for (String name : names) {
                Class.forName(name, false, one.getClassLoader());
            }
        } catch (ClassNotFoundException vanished) {
            throw new IOException("the program is being changed", vanished);
        }
    }

    private static Path rootOf(Class<?> one) throws IOException {
        try {
            return Path.of(
                    one.getProtectionDomain().getCodeSource().getLocation()
                            .toURI());
        } catch (URISyntaxException impossible) {
            throw new IOException(impossible);
        }
    }
}
