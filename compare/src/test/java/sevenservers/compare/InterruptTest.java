package sevenservers.compare;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static sevenservers.compare.run.TestServer.Way.ECHOES;
import static sevenservers.compare.run.TestServer.Way.SILENT;
import static sevenservers.tests.Wait.PATIENCE;
import static sevenservers.tests.Wait.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sevenservers.compare.CompareMain.Parts;
import sevenservers.compare.load.Load;
import sevenservers.compare.load.Target;
import sevenservers.compare.load.Trial;
import sevenservers.compare.results.Results;
import sevenservers.compare.results.Scenario;
import sevenservers.compare.run.PingTrial;
import sevenservers.compare.run.Processors;
import sevenservers.compare.run.TestServer;
import sevenservers.contract.Service;
import sevenservers.contract.cli.CommandLines;
import sevenservers.tests.Signals;

/** Ctrl-C, and worse, while servers are measured in processes of their own. */
@Timeout(120)
class InterruptTest {

    private static final int INTERRUPTED = 130;
    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

    @TempDir
    private Path folder;
    private Process compare;
    private BufferedReader out;
    private List<ProcessHandle> servers = List.of();

    /** What the comparison is doing. */
    enum Phase {
        STARTING, CONNECTING, WARMING, MEASURING, WRITING
    }

    @BeforeEach
    void needsGroupsOfProcesses() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setsid")),
                "no group of processes can be made");
    }

    @AfterEach
    void leavesNoProcessBehind() {
        if (compare != null) {
            compare.destroyForcibly();
        }
        servers.forEach(ProcessHandle::destroyForcibly);
    }

    @ParameterizedTest
    @EnumSource
    void showsWhatThereIsAndLeavesNoServerBehind(Phase phase) throws Exception {
        assumeFalse(Signals.isIgnored(Signals.INTERRUPT),
                "a shell started this in the background");
        start(phase);
        signal("INT");
        assertThat(out.lines()).anySatisfy(
                line -> assertThat(line).contains(
                        phase.compareTo(Phase.MEASURING) < 0
                                ? "nothing has been measured"
                                : "title of endless"));
        assertThat(compare.waitFor()).isEqualTo(INTERRUPTED);
        awaitServersEnd();
    }

    @Test
    void resultsThatAreNotCompleteAreWrittenAndSaySo() throws Exception {
        start(Phase.MEASURING);
        signal("TERM");
        String earlyEnd =
                "The comparison was ended early, in round 2 of 3 of endless.";
        assertThat(out.lines()).contains(earlyEnd);
        Results results = Results.read(folder.resolve("results.json"));
        assertThat(results.setting().notes())
                .contains(earlyEnd)
                .anyMatch(note -> note
                        .startsWith("Each server was to be measured in 3 rounds"));
        assertThat(results.outcomes()).hasSize(2).allSatisfy(outcome -> {
            assertThat(outcome.failure()).isNull();
            assertThat(outcome.values("runs")).hasSize(1);
        });
    }

    @Test
    void whenItIsKilledItsServersEndWithIt() throws Exception {
        assumeTrue(Files.isExecutable(SETPRIV), "the system cannot do that");
        // Its servers wait for nobody, and so would not end by themselves.
        start(Phase.STARTING);
        compare.destroyForcibly();
        awaitServersEnd();
    }

    private void start(Phase phase) throws IOException {
        // Like a shell, so that Ctrl-C reaches the servers, too.
        compare = new ProcessBuilder("/usr/bin/setsid",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-cp",
                System.getProperty("java.class.path"), Endless.class.getName(),
                phase.name(), "--rounds", "3", "--to", "a", "--output",
                folder.toString()).redirectErrorStream(true).start();
        out = compare.inputReader(UTF_8);
        String line = out.readLine();
        while (!(phase == Phase.STARTING ? "1 of 1: endless" : phase.name())
                .equals(line)) {
            assertThat(line).as("the output so far has ended").isNotNull();
            line = out.readLine();
        }
        if (phase != Phase.WRITING) {
            servers = await().until(
                    () -> compare.descendants()
                            .filter(InterruptTest::hasBegun).toList(),
                    list -> list.size() == 2);
        }
    }

    /** Whether it is a JVM by now, and no longer what starts one. */
    private static boolean hasBegun(ProcessHandle server) {
        return server.info().command()
                .equals(ProcessHandle.current().info().command());
    }

    /** To the whole group, as a terminal does. */
    private void signal(String name) throws Exception {
        assertThat(new ProcessBuilder("/bin/sh", "-c",
                "kill -" + name + " -" + compare.pid()).start().waitFor()).isZero();
    }

    private void awaitServersEnd() throws Exception {
        for (ProcessHandle server : servers) {
            server.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** A comparison that stays in a phase until it is told to end. */
    static final class Endless {

        private final Phase last;
        private final CountDownLatch runs = new CountDownLatch(2);

        private Endless(Phase last) {
            this.last = last;
        }

        public static void main(String... args) {
            var endless = new Endless(Phase.valueOf(args[0]));
            CommandLines.run(CompareMain.commands(endless.parts()),
                    Arrays.copyOfRange(args, 1, args.length));
        }

        private Parts parts() {
            return new Parts(List.of(new Trying()),
                    () -> (load, slice) -> {
                        reach(Phase.WARMING);
                        return true;
                    },
                    _ -> Stream.of("a", "b").map(id -> TestServer.program(id,
                            last == Phase.STARTING ? SILENT : ECHOES)).toList(),
                    new Showing(),
                    () -> Processors.shared("it was wished"),
                    () -> new Screen(100, 0, false, false));
        }

        private void reach(Phase phase) {
            if (phase == last) {
                System.out.println(phase);
                ProcessHandle.current().children()
                        .forEach(server -> server.onExit().join());
            }
        }

        private void measure() {
            if (runs.getCount() == 0) {
                reach(Phase.MEASURING);
            }
            runs.countDown();
        }

        private static boolean isEnding() {
            var hook = new Thread(() -> {
            });
            try {
                Runtime.getRuntime().addShutdownHook(hook);
                Runtime.getRuntime().removeShutdownHook(hook);
                return false;
            } catch (IllegalStateException ending) {
                return true;
            }
        }

        private final class Trying implements Trial {

            private final Trial ping =
                    new PingTrial("endless", false, Endless.this::measure);

            @Override
            public Scenario scenario() {
                return ping.scenario();
            }

            @Override
            public Service service() {
                return ping.service();
            }

            @Override
            public List<String> serverOptions() {
                return ping.serverOptions();
            }

            @Override
            public Load open(Target target) throws IOException {
                reach(Phase.CONNECTING);
                return ping.open(target);
            }
        }

        private final class Showing implements Presentation {

            private final Presentation plain = new PlainPresentation();

            @Override
            public String table(Results results, int width) {
                if (last == Phase.WRITING) {
                    System.out.println(Phase.WRITING);
                    await().until(Endless::isEnding);
                }
                return plain.table(results, width);
            }

            @Override
            public void write(Results results, Path folder) throws IOException {
                plain.write(results, folder);
            }
        }
    }
}
