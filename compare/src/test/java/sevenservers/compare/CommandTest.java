package sevenservers.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static sevenservers.compare.run.TestServer.Way.DIES;
import static sevenservers.compare.run.TestServer.Way.ECHOES;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import sevenservers.compare.CompareMain.Parts;
import sevenservers.compare.results.Contender;
import sevenservers.compare.results.Outcome;
import sevenservers.compare.results.Results;
import sevenservers.compare.results.Scenario;
import sevenservers.compare.run.PingTrial;
import sevenservers.compare.run.Processors;
import sevenservers.compare.run.Rival;
import sevenservers.compare.run.TestServer;
import sevenservers.contract.cli.CommandLines;

@Timeout(120)
class CommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;
    private Path output;

    @BeforeEach
    void chooseFolder() {
        output = folder.resolve("output");
    }

    @Test
    void resultsAreShownAndWritten() throws Exception {
        assertThat(run("--round", "1ms", "--rounds", "3", "--to", "b"))
                .as(err.toString())
                .isZero();
        Results results = results();
        assertThat(results.reference()).isEqualTo("b");
        assertThat(results.scenarios()).extracting(Scenario::id)
                .containsExactly("ping", "other", "alone");
        assertThat(results.contenders()).extracting(Contender::id)
                .containsExactly("a", "b", "sick", "shy");
        assertThat(results.outcomes()).hasSize(9)
                .filteredOn(outcome -> outcome.contender().equals("sick"))
                .extracting(Outcome::failure)
                .containsOnly("the server has ended with status 3: out of luck");
        assertThat(results.setting().flags()).containsExactly("-Xms256m",
                "-Xmx256m", "-XX:+UseSerialGC");
        assertThat(results.setting().notes()).hasSize(2)
                .contains("Each server was measured in 3 rounds of 0.0010 s.");
        assertThat(out.toString()).contains("title of ping", "out of luck",
                output.toString());
        assertThat(err.toString()).startsWith("4 contenders, 3 scenarios, 3 rounds")
                .contains("1 of 3: ping", "3 of 3: alone");
    }

    @Test
    void onlyThoseChosenAreComparedAndTheReference() throws Exception {
        assertThat(run("--round", "1ms", "--rounds", "1", "--styles", "a",
                "--scenarios", "other", "--to", "b")).isZero();
        assertThat(results().contenders()).extracting(Contender::id)
                .containsExactly("a", "b");
        assertThat(results().reference()).isEqualTo("b");
        assertThat(results().scenarios()).extracting(Scenario::id)
                .containsExactly("other");
    }

    @Test
    void aVariantIsComparedIfItIsNamed() throws Exception {
        assertThat(run("--round", "1ms", "--rounds", "1", "--styles", "b,b-2",
                "--scenarios", "ping")).isZero();
        assertThat(results().contenders()).extracting(Contender::id)
                .containsExactly("b", "b-2");
        assertThat(results().setting().notes())
                .contains("Beside the flags of all, the JVM of b-2 has -Dfast.");
    }

    @Test
    void processorsAreSharedIfItIsWished() throws Exception {
        assertThat(run("--round", "1ms", "--rounds", "1", "--styles", "a",
                "--scenarios", "ping", "--no-pin")).isZero();
        assertThat(results().setting().notes()).contains(
                "Servers and load generator shared the processors: "
                        + "--no-pin was given.");
    }

    @Test
    void quickLeavesOutWhatTakesLong() throws Exception {
        assertThat(run("--quick", "--round", "1ms", "--styles", "a")).isZero();
        assertThat(results().reference()).as("the first, for lack of 08")
                .isEqualTo("a");
        assertThat(results().scenarios()).extracting(Scenario::id)
                .containsExactly("ping", "other");
        assertThat(results().outcomes().getFirst().values("runs")).hasSize(5);
    }

    @Test
    void quickLeavesOutTheRivals() throws Exception {
        assertThat(run("--quick", "--round", "1ms", "--rounds", "1", "--to", "a"))
                .isZero();
        assertThat(results().contenders()).extracting(Contender::id)
                .containsExactly("a", "b", "sick");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--styles a,09 | no contender 09; there are: a, b, b-2, sick, none, shy",
        "--to 09 | no contender 09; there are: a, b, b-2, sick, none, shy",
        "--styles a,none --to a | none is not installed",
        "--to none | none is not installed",
        "--quick | no contender 08; there are: a, b, b-2, sick, none, shy",
        "--to a --scenarios nap | no scenario nap; there are: ping, other, alone",
        "diff 02 09 | no style 09; there are: 02"})
    void aWrongIdIsToldInOneLineWithThoseThereAre(String words, String line) {
        assertThat(run(words.split(" ", -1))).isEqualTo(2);
        assertThat(err.toString()).isEqualToIgnoringNewLines(line);
        assertThat(output).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--rounds 0", "--rounds many", "--round 0s",
        "--round 5", "--no-such-option"})
    void aWrongOptionIsNamed(String words) {
        assertThat(run(words.split(" ", -1))).isEqualTo(2);
        assertThat(err.toString().lines().findFirst().orElseThrow())
                .contains(words.split(" ", -1)[0]);
        assertThat(err.toString().lines()).hasSize(2)
                .contains("See: compare --help");
    }

    @Test
    void aWrongWordIsToldWithThoseThereAre() {
        assertThat(run("difff", "02", "07")).isEqualTo(2);
        assertThat(err.toString().lines()).containsExactly(
                "unknown word: difff; there are: diff, baseline, check",
                "See: compare --help");
    }

    @Test
    void theHelpKeepsTheFlagsWholeAndTellsOfMore() {
        assertThat(CommandLines.execute(
                commands().setOut(new PrintWriter(out)), "--help")).isZero();
        assertThat(out.toString())
                .contains("(-Xms256m -Xmx256m -XX:+UseSerialGC)", "WORD --help",
                        "08-epoll and 08-io_uring");
    }

    @Test
    void theListHasEachWithItsSentence() {
        assertThat(run("--list")).isZero();
        assertThat(out.toString().lines().map(line -> line.strip()
                .replaceAll(" +", " "))).contains("a a test",
                        "b-2 a test (only if named)",
                        "none nothing (not installed)",
                        "ping title of ping.", "What ping teaches.");
        assertThat(output).doesNotExist();
    }

    @Test
    void whatWasKeptIsComparedWithTheLastResults() throws Exception {
        Path baseline = folder.resolve("baseline.json");
        assertThat(run("baseline", baseline.toString())).as("no results yet")
                .isEqualTo(2);
        assertThat(err.toString()).startsWith("there is no "
                + output.resolve("results.json")
                + ", which compare writes: run it first");
        assertThat(run("check", baseline.toString())).isEqualTo(2);
        assertThat(run("--round", "1ms", "--rounds", "2", "--scenarios", "ping",
                "--styles", "a", "--to", "b")).isZero();
        assertThat(run("check", baseline.toString())).isEqualTo(2);
        assertThat(run("baseline", baseline.toString())).isZero();
        assertThat(run("check", baseline.toString())).as(err.toString()).isZero();
        assertThat(out.toString()).contains("1.00 (1.00-1.00)",
                "Nothing is worse.");
        Files.writeString(baseline, Files.readString(baseline)
                .replaceFirst("\\[ 1.0, 2.0 \\]", "[ 2.0, 4.0 ]"));
        assertThat(run("check", baseline.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("1 of 2 are worse.");
    }

    @Test
    void whatOnlyOneSideHasIsSaid() throws Exception {
        Path baseline = folder.resolve("baseline.json");
        assertThat(run("--round", "1ms", "--rounds", "2", "--scenarios",
                "ping,other", "--styles", "a", "--to", "b")).isZero();
        assertThat(run("baseline", baseline.toString())).isZero();
        assertThat(run("--round", "1ms", "--rounds", "2", "--scenarios", "ping",
                "--to", "b")).isZero();
        assertThat(run("check", baseline.toString())).isZero();
        assertThat(out.toString().lines()).contains("only in the baseline: other",
                "only in the last results: sick");
    }

    @Test
    void onlyResultsAreKept() throws Exception {
        Path baseline = folder.resolve("baseline.json");
        Files.createDirectories(output);
        Files.writeString(output.resolve("results.json"), "no results");
        assertThat(run("baseline", baseline.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("holds no results");
        assertThat(baseline).doesNotExist();
    }

    @Test
    void otherReferencesCannotBeCompared() throws Exception {
        Path baseline = folder.resolve("baseline.json");
        assertThat(run("--round", "1ms", "--rounds", "1", "--scenarios", "ping",
                "--styles", "a", "--to", "b")).isZero();
        Files.writeString(baseline, Files.readString(output.resolve("results.json"))
                .replace("\"reference\" : \"b\"", "\"reference\" : \"a\""));
        assertThat(run("check", baseline.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("the ratios of the baseline are to a");
    }

    @Test
    void aDiffShowsTheSourcesOfTheStyles() throws Exception {
        assertThat(run("diff", "02", "02", "--width", "100")).isZero();
        assertThat(out.toString()).contains("02 EchoServer.java: one selector")
                .contains("private void accept() {");
        Path page = folder.resolve("made").resolve("page.html");
        assertThat(run("diff", "02", "02", "--chat", "--html", page.toString()))
                .isZero();
        assertThat(out.toString().lines()).endsWith("written to " + page);
        assertThat(Files.readString(page)).contains("02 ChatServer.java",
                "public void tell(");
    }

    private Results results() throws Exception {
        return Results.read(output.resolve("results.json"));
    }

    private int run(String... words) {
        CommandLine command = commands();
        command.setOut(new PrintWriter(out));
        command.setErr(new PrintWriter(err));
        boolean writes = !words[0].equals("diff");
        String[] all = writes ? new String[words.length + 2] : words;
        if (writes) {
            System.arraycopy(words, 0, all, 0, words.length);
            all[words.length] = "--output";
            all[words.length + 1] = output.toString();
        }
        return CommandLines.execute(command, all);
    }

    /** The whole command, with little to compare. */
    static CommandLine commands() {
        return CompareMain.commands(new Parts(
                List.of(new PingTrial("ping"), new PingTrial("other"),
                        new PingTrial("alone", true, () -> {
                        })),
                () -> (load, slice) -> true,
                _ -> List.of(TestServer.program("a", ECHOES),
                        TestServer.program("b", ECHOES),
                        TestServer.variant("b-2", ECHOES),
                        TestServer.program("sick", DIES),
                        new Rival(new Contender("none", "nothing", "#000000"),
                                List.of("/no/such/program"), Map.of()),
                        new Rival(new Contender("shy", "nothing", "#000000"),
                                List.of("/bin/sh", "-c", ":"), Map.of())),
                new PlainPresentation(),
                () -> new Processors(List.of(), "They shared the processors."),
                () -> new Screen(100, 0, false, false)));
    }
}
