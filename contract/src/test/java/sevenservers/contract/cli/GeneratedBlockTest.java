package sevenservers.contract.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratedBlockTest {

    @TempDir
    private Path folder;
    private Path readme;

    @BeforeEach
    void nameTheFile() {
        readme = folder.resolve("README.md");
    }

    @Test
    void replacesWhatStandsBetweenTheMarks() throws IOException {
        Files.writeString(readme, """
                before
                <!-- other:begin -->
                <!-- other:end -->
                <!-- costs:begin -->
                | old |
                <!-- costs:end -->
                after
                """);
        for (String text : new String[] {"| new |\n", "| newer |\n"}) {
            GeneratedBlock block = GeneratedBlock.in(readme, "costs");
            block.write(text);
            assertThat(block.text()).isEqualTo(text);
            assertThat(readme).hasContent("""
                    before
                    <!-- other:begin -->
                    <!-- other:end -->
                    <!-- costs:begin -->

                    %s
                    <!-- costs:end -->
                    after
                    """.formatted(text));
        }
    }

    @Test
    void keepsWhatHasChangedMeanwhile() throws IOException {
        String marks = "<!-- costs:begin -->\n<!-- costs:end -->\n";
        Files.writeString(readme, marks);
        GeneratedBlock block = GeneratedBlock.in(readme, "costs");
        Files.writeString(readme, "new\n" + marks);
        block.write("text\n");
        assertThat(readme).content().startsWith("new\n").contains("\ntext\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<!-- costs:begin -->\n",
        "<!-- costs:end -->\n<!-- costs:begin -->\n",
        "<!-- other:begin -->\n<!-- other:end -->\n"})
    void wantsBothMarks(String text) throws IOException {
        Files.writeString(readme, text);
        assertThatIOException()
                .isThrownBy(() -> GeneratedBlock.in(readme, "costs"))
                .withMessage("%s has no place for the tables, from %s to %s",
                        readme,
                        "<!-- costs:begin -->", "<!-- costs:end -->");
    }

    @Test
    void namesTheMachine() {
        assertThat(GeneratedBlock.measuredHere())
                .matches("Measured on \\d+ cores, with JDK [^ ]+ on [^/]+\\.\n");
    }
}
