package sevenservers.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class PagerTest {

    private static final String LONG = "a line\n".repeat(100_000);

    @BeforeEach
    void needsAShell() {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is no shell");
    }

    @Test
    void aPagerIsGivenAllOfTheText(@TempDir Path folder) throws Exception {
        Path seen = folder.resolve("seen");
        assertThat(Pager.show(LONG, "cat > '" + seen + "'")).isTrue();
        assertThat(seen).hasContent(LONG);
    }

    @Test
    void whoLeavesBeforeTheEndHasSeenEnough() {
        assertThat(Pager.show(LONG, "exit 0")).isTrue();
    }

    @Test
    void whereThereIsNoPagerNothingIsShown() {
        assertThat(Pager.show(LONG, "/no/such/pager 2> /dev/null")).isFalse();
    }
}
