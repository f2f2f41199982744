package sevenservers.contract.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What a program writes into a README, between two marks: for the name costs,
 * {@code <!-- costs:begin -->} and {@code <!-- costs:end -->}.
 */
public final class GeneratedBlock {

    private final Path file;
    private final String begin;
    private final String end;

    private GeneratedBlock(Path file, String name) {
        this.file = file;
        begin = "<!-- " + name + ":begin -->\n";
        end = "<!-- " + name + ":end -->";
    }

    /**
     * The block of this name in a file.
     *
     * @throws IOException if the file has no such block; its message is for people
     */
    public static GeneratedBlock in(Path file, String name) throws IOException {
        var block = new GeneratedBlock(file, name);
        block.read();
        return block;
    }

    /** The text in the block, without the empty lines around it. */
    public String text() throws IOException {
        return read().text().strip() + "\n";
    }

    /**
     * Replaces the text in the block, and sets it off by empty lines.
     *
     * @param text whole lines
     */
    public void write(String text) throws IOException {
        Parts parts = read();
        Files.writeString(file,
                parts.before() + "\n" + text + "\n" + parts.after());
    }

    /** Where something was measured, as a last line under its figures. */
    public static String measuredHere() {
        return String.format(Locale.ROOT,
                "Measured on %d cores, with JDK %s on %s.\n",
                Runtime.getRuntime().availableProcessors(), Runtime.version(),
                System.getProperty("os.name"));
    }

    private Parts read() throws IOException {
        String all = Files.readString(file);
        int from = all.indexOf(begin);
        int to = all.indexOf(end, Math.max(0, from));
        if (from < 0 || to < 0) {
            throw new IOException("%s has no place for the tables, from %s to %s"
                    .formatted(file, begin.strip(), end));
        }
        from += begin.length();
        return new Parts(all.substring(0, from), all.substring(from, to),
                all.substring(to));
    }

    private record Parts(String before, String text, String after) {
    }
}
