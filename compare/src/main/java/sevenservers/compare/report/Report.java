package sevenservers.compare.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import sevenservers.compare.results.Results;
import sevenservers.contract.cli.WholeFile;

/** The files that a comparison leaves behind. */
public final class Report {

    private Report() {
    }

    /**
     * Writes {@code results.json}, {@code results.csv}, {@code report.html}, which
     * needs no other file, and for each chart {@code charts/NAME-light.svg} and
     * {@code charts/NAME-dark.svg}. Files of these names are replaced, and drawings
     * of earlier results deleted; other files stay.
     *
     * @return the page
     */
    public static Path write(Results results, Path folder) throws IOException {
        Path drawings = Files.createDirectories(folder.resolve("charts"));
        write(folder.resolve("results.json"), results.toJson());
        write(folder.resolve("results.csv"), Csv.of(results));
        Path page = folder.resolve("report.html");
        write(page, new Page(results).html());
        deleteDrawings(drawings);
        try (var drawing = new Drawing()) {
            for (Chart chart : Charts.of(results)) {
                String svg = drawing.svg(chart);
                for (Theme theme : Theme.values()) {
                    write(drawings.resolve(chart.name() + ending(theme)),
                            theme.applyTo(svg));
                }
            }
        }
        return page;
    }

    private static void deleteDrawings(Path folder) throws IOException {
        for (Theme theme : Theme.values()) {
            try (DirectoryStream<Path> drawings =
                    Files.newDirectoryStream(folder, "*" + ending(theme))) {
                for (Path drawing : drawings) {
                    Files.delete(drawing);
                }
            }
        }
    }

    private static String ending(Theme theme) {
        return "-" + theme.name().toLowerCase(Locale.ROOT) + ".svg";
    }

    private static void write(Path path, String text) throws IOException {
        try (var file = new WholeFile(path)) {
            file.write(ByteBuffer.wrap(text.getBytes(UTF_8)));
            file.finish();
        }
    }
}
