package sevenservers.asyncore.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import sevenservers.asyncore.AsyncoreStyle;
import sevenservers.contract.cli.CommandLines;

@Timeout(120)
class CostsCommandTest {

    private static final String TABLES = """
            To ask every dispatcher [^|]+:

            \\| idle dispatchers \\|[^|]+\\|[^|]+\\| ratio \\|
            \\|---:\\|---:\\|---:\\|---:\\|
            \\| 3 \\| [\\d.]+ \\| [\\d.]+ \\| [\\d.]+ \\|
            \\| 5 \\| [\\d.]+ \\| [\\d.]+ \\| [\\d.]+ \\|

            To send much [^|]+:

            \\| bytes in a piece \\| MB/s \\| compared with the default \\|
            \\|---:\\|---:\\|---:\\|
            \\| 512 \\| [\\d,]+ \\| [\\d.]+ \\|
            \\| 4,096 \\| [\\d,]+ \\| [\\d.]+ \\|
            \\| 16,384 \\| [\\d,]+ \\| [\\d.]+ \\|
            \\| 32,768 \\| [\\d,]+ \\| 1.00 \\|
            \\| 65,536 \\| [\\d,]+ \\| [\\d.]+ \\|
            \\| 131,072 \\| [\\d,]+ \\| [\\d.]+ \\|
            \\| 262,144 \\| [\\d,]+ \\| [\\d.]+ \\|

            Measured on \\d+ cores, with JDK [^ ]+ on [^/]+\\.
            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void printsTables() {
        assertThat(execute()).isZero();
        assertThat(out.toString()).matches(TABLES);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void writesTablesIntoAReadme() throws IOException {
        Path readme = folder.resolve("README.md");
        Files.writeString(readme, """
                before
                <!-- costs:begin -->
                | old |
                <!-- costs:end -->
                after
                """);
        for (int i = 0; i < 2; i++) {
            assertThat(execute("--into", readme.toString())).isZero();
            assertThat(Files.readString(readme)).matches(
                    "before\n<!-- costs:begin -->\n\n" + TABLES
                            + "\n<!-- costs:end -->\nafter\n");
        }
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void wantsAPlaceForTheTables() throws IOException {
        for (String text : List.of("", "<!-- costs:begin -->\n",
                "<!-- costs:end -->\n<!-- costs:begin -->\n")) {
            Path readme = Files.writeString(folder.resolve("README.md"), text);
            assertThat(execute("--into", readme.toString())).isEqualTo(1);
            assertThat(err.toString()).contains("has no place for the tables");
            assertThat(Files.readString(readme)).isEqualTo(text);
        }
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void isAWordOfTheModule() {
        assertThat(CommandLines.of(new AsyncoreStyle()).getSubcommands())
                .containsKey("costs");
    }

    private int execute(String... args) {
        var tiny = new Costs.Effort(List.of(3, 5), 1, 10, 100_000);
        CommandLine command = new CommandLine(new CostsCommand(tiny))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        return CommandLines.execute(command, args);
    }
}
