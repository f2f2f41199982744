package sevenservers.compare;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static sevenservers.compare.run.TestServer.Way.ECHOES;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sevenservers.compare.CompareMain.Parts;
import sevenservers.compare.results.Results;
import sevenservers.compare.run.PingTrial;
import sevenservers.compare.run.Processors;
import sevenservers.compare.run.TestServer;
import sevenservers.contract.cli.CommandLines;

/** Ctrl-C, while servers are measured in processes of their own. */
@Timeout(60)
class InterruptTest {

    private static final int INTERRUPTED = 130;

    @Test
    void showsWhatThereIsAndLeavesNoProcessBehind(@TempDir Path folder)
            throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setsid")),
                "no group of processes can be made");
        // Like a shell, so that Ctrl-C reaches the servers, too.
        Process compare = new ProcessBuilder("/usr/bin/setsid",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-cp",
                System.getProperty("java.class.path"), Endless.class.getName(),
                "--rounds", "3", "--to", "a", "--output", folder.toString())
                .redirectErrorStream(true).start();
        List<ProcessHandle> servers = List.of();
        try (var out = compare.inputReader(UTF_8)) {
            String line = out.readLine();
            while (!Endless.MEASURES.equals(line)) {
                assertThat(line).as("the output so far has ended").isNotNull();
                line = out.readLine();
            }
            servers = compare.descendants().toList();
            assertThat(servers).hasSize(2);
            assertThat(new ProcessBuilder("/bin/sh", "-c",
                    "kill -INT -" + compare.pid()).start().waitFor()).isZero();
            assertThat(out.lines()).anySatisfy(
                    table -> assertThat(table).contains("title of endless"));
            assertThat(compare.waitFor()).isEqualTo(INTERRUPTED);
            for (ProcessHandle server : servers) {
                server.onExit().get(30, TimeUnit.SECONDS);
            }
        } finally {
            compare.destroyForcibly();
            servers.forEach(ProcessHandle::destroyForcibly);
        }
        Results results = Results.read(folder.resolve("results.json"));
        assertThat(results.setting().notes())
                .contains("The comparison was ended early.");
        assertThat(results.outcomes()).hasSize(2).allSatisfy(outcome -> {
            assertThat(outcome.failure()).isNull();
            assertThat(outcome.values("runs")).hasSize(1);
        });
    }

    /** A comparison whose second round goes on until its servers are ended. */
    static final class Endless {

        static final String MEASURES = "the second round";

        private Endless() {
        }

        public static void main(String... args) {
            var runs = new CountDownLatch(2);
            CommandLines.run(CompareMain.commands(new Parts(
                    List.of(new PingTrial("endless", false,
                            () -> measure(runs))),
                    (load, most) -> {
                    },
                    _ -> List.of(TestServer.program("a", ECHOES),
                            TestServer.program("b", ECHOES)),
                    new PlainPresentation(),
                    () -> new Processors(List.of(), "They shared them."),
                    () -> new Screen(100, 0, false, false))), args);
        }

        private static void measure(CountDownLatch runs) {
            if (runs.getCount() == 0) {
                System.out.println(MEASURES);
                awaitEnd();
            }
            runs.countDown();
        }

        private static void awaitEnd() {
            ProcessHandle.current().children()
                    .forEach(server -> server.onExit().join());
        }
    }
}
