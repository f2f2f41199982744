package sevenservers.virtual;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import org.junit.jupiter.api.Test;
import sevenservers.contract.cli.GeneratedBlock;

/** What it takes to make the servers of 01 those of 07. */
class DiffTest {

    private static final Path OLD =
            Path.of("../01-blocking-echo/src/main/java/sevenservers/blocking");
    private static final Path NEW =
            Path.of("src/main/java/sevenservers/virtual");
    private static final int LINES_AROUND = 1;

    private static final Pattern COMMENTS =
            Pattern.compile("(?ms)^ *(/\\*\\*.*?\\*/|//[^\n]*)\n");
    private static final Pattern HEAD =
            Pattern.compile("(?m)^(package|import) .*\n");

    @Test
    void readmeShowsTheDifferenceTo01() throws IOException {
        GeneratedBlock block = GeneratedBlock.in(Path.of("README.md"), "diff");
        String diff = "```diff\n" + diff("EchoServer.java")
                + diff("ChatServer.java") + "```\n";
        if (Boolean.getBoolean("promises.write")) {
            block.write(diff);
        } else {
            assertThat(block.text())
                    .as("the diff in README.md, which -Dpromises.write=true writes"
                            + " anew")
                    .isEqualTo(diff);
        }
    }

    private static String diff(String file) throws IOException {
        List<String> before = code(OLD.resolve(file));
        List<String> after = code(NEW.resolve(file));
        List<String> diff = UnifiedDiffUtils.generateUnifiedDiff("01/" + file,
                "07/" + file, before, DiffUtils.diff(before, after), LINES_AROUND);
        return String.join("\n", diff) + "\n";
    }

    /** What the compiler reads, without the module's number in names. */
    private static List<String> code(Path file) throws IOException {
        String source = Files.readString(file);
        source = COMMENTS.matcher(source).replaceAll("");
        source = HEAD.matcher(source).replaceAll("");
        return source.replaceAll("\"0[17]([.-])", "\"NN$1").lines().toList();
    }
}
