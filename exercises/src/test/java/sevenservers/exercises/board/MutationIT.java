package sevenservers.exercises.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sevenservers.exercises.board.Mutants.Mutant;

/** The tests of the exercises notice nearly every fault in a solution. */
class MutationIT {

    private static final Folders FOLDERS = new Folders(Path.of(""));
    private static final int LEAST_PERCENT = 85;

    private static Mutants mutants;

    @BeforeAll
    static void make(@TempDir Path folder)
            throws IOException, InterruptedException {
        mutants = Mutants.of(FOLDERS, folder);
    }

    @Test
    void mostMutantsDie() {
        long dead = mutants.all().stream().filter(Mutant::isDead).count();
        assertThat(100 * dead / mutants.all().size())
                .as("%d of %d mutants are dead", dead, mutants.all().size())
                .isGreaterThanOrEqualTo(LEAST_PERCENT);
    }

    @Test
    void everySurvivorIsExplained() throws IOException {
        Map<String, String> explained = explained();
        assertThat(mutants.all()).filteredOn(one -> !one.isDead())
                .extracting(Mutant::toString)
                .filteredOn(one -> !explained.containsKey(one))
                .as("survivors that src/solutions/survivors.txt does not explain")
                .isEmpty();
    }

    @Test
    void everyExplanationIsOfAMutantThatThereIs() throws IOException {
        List<String> all = mutants.all().stream().map(Mutant::toString).toList();
        assertThat(explained().keySet()).filteredOn(one -> !all.contains(one))
                .as("mutants that src/solutions/survivors.txt explains in vain")
                .isEmpty();
        assertThat(explained()).allSatisfy(
                (survivor, why) -> assertThat(why).as(survivor).isNotBlank());
    }

    /** By the survivor's line; the lines after it are indented, and say why. */
    private static Map<String, String> explained() throws IOException {
        List<String> lines = Files.readAllLines(
                FOLDERS.module().resolve("src/solutions/survivors.txt"));
        var explained = new LinkedHashMap<String, String>();
        String survivor = "";
        for (String line : lines) {
            if (line.startsWith(" ")) {
                explained.merge(survivor, line.strip(), (a, b) -> a + " " + b);
            } else if (!line.isBlank()) {
                survivor = line;
                explained.put(survivor, "");
            }
        }
        return explained;
    }
}
