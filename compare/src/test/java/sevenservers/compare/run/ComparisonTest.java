package sevenservers.compare.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sevenservers.compare.run.TestServer.Way.ECHOES;
import static sevenservers.compare.run.TestServer.Way.LIES;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sevenservers.compare.load.Trial;
import sevenservers.compare.load.Trials;
import sevenservers.compare.results.Contender;
import sevenservers.compare.results.Outcome;
import sevenservers.contract.Service;
import sevenservers.contract.Style;

/** Comparisons of real processes. */
@Timeout(120)
class ComparisonTest {

    private static final Pace PACE =
            new Pace(3, Duration.ofMillis(1), Pace.SLICE.multipliedBy(3));

    private final Servers servers = new Servers(List.of());
    private final List<String> steps = new ArrayList<>();
    private Duration skipped = Duration.ZERO;
    private Optional<String> earlyEnd = Optional.empty();
    private Warming warming = (load, slice) -> {
        load.run(slice);
        return true;
    };

    @AfterEach
    void leavesNoProcessBehind() {
        servers.close();
        assertThat(ProcessHandle.current().children()).isEmpty();
    }

    @Test
    void eachRoundBeginsWithAnotherContender() {
        List<Outcome> outcomes = run(new PingTrial("ping"),
                TestServer.program("a", ECHOES), TestServer.program("b", ECHOES),
                TestServer.program("c", ECHOES));
        assertThat(steps).containsExactly("ping",
                "a", "b", "c", "a", "b", "c", "a", "b", "c",
                "a", "b", "c", "b", "c", "a", "c", "a", "b");
        assertThat(outcomes).extracting(Outcome::contender).containsExactly("a",
                "b", "c");
        assertThat(outcomes).allSatisfy(outcome -> {
            assertThat(outcome.failure()).isNull();
            assertThat(outcome.values("runs"))
                    .as("the first run was the warm-up")
                    .containsExactly(2.0, 3.0, 4.0);
        });
        assertThat(earlyEnd).isEmpty();
    }

    @Test
    void whoIsWarmLeavesItsTimeToTheOthers() {
        warming = (load, slice) -> {
            double runs = load.run(slice).values().get("runs");
            return runs == (steps.getLast().equals("a") ? 1 : 7);
        };
        run(new PingTrial("ping"), TestServer.program("a", ECHOES),
                TestServer.program("b", ECHOES));
        assertThat(String.join(" ", steps)).as("six slices, of which b has five")
                .isEqualTo("ping a b a b a b b b b b a b b a a b");
        assertThat(skipped).isZero();
    }

    @Test
    void timeThatNobodyNeedsToWarmUpIsSkipped() {
        run(new PingTrial("ping"), TestServer.program("a", ECHOES),
                TestServer.program("b", ECHOES));
        assertThat(skipped).isEqualTo(Pace.SLICE.multipliedBy(4));
    }

    @Test
    void thePlanCountsTheCrowdsThatComeAndGo() {
        Duration all = Duration.ofMinutes(14);
        List<Trial> trials = Trials.all();
        List<Program> programs = Collections.nCopies(13, new TestProgram(
                new Contender("x", "any", "#000000"),
                Map.of(Service.ECHO, List.of("echo"), Service.CHAT,
                        List.of("chat"))));
        Pace pace = Comparison.pace(all, trials, programs, 7);
        Duration estimate = Comparison.estimate(trials, programs, pace);
        assertThat(estimate).isBetween(all.multipliedBy(9).dividedBy(10), all)
                .isGreaterThan(pace.estimate(13 * trials.size()));
    }

    @ParameterizedTest
    @CsvSource({"DIES_AT_THE_START, 0", "DIES_OF_THE_CLIENT, 0",
        "DIES_OF_THE_FIRST_BYTE, 0", "DIES, 1"})
    void whoDiesIsARowAndTheOthersGoOn(TestServer.Way way, int rounds) {
        List<Outcome> outcomes = run(new PingTrial("ping"),
                TestServer.program("a", way), TestServer.program("b", ECHOES));
        assertThat(outcomes.getFirst().failure())
                .isEqualTo("the server has ended with status 3: out of luck");
        assertThat(outcomes.getFirst().values("runs")).hasSize(rounds);
        assertThat(outcomes.getLast().failure()).isNull();
        assertThat(outcomes.getLast().values("runs")).hasSize(3);
    }

    @Test
    void whoAnswersWronglyIsARowAndTheOthersGoOn() {
        List<Outcome> outcomes = run(new PingTrial("ping"),
                TestServer.program("a", ECHOES), TestServer.program("b", LIES));
        assertThat(outcomes.getFirst().failure()).isNull();
        assertThat(outcomes.getLast().failure())
                .isEqualTo("another byte has come back");
    }

    @Test
    void whoDoesNotStartIsARow() {
        Program none = new TestProgram(new Contender("x", "none", "#000000"),
                Map.of(Service.ECHO, List.of("/no/such/server")));
        assertThat(run(new PingTrial("ping"), none).getFirst().failure())
                .contains("/no/such/server");
    }

    @Test
    void flagsThatTheJvmRefusesAreARowWithItsReason() {
        Program style = Contenders.all(List.of("-XX:+NoSuchFlag")).getFirst();
        assertThat(run(new PingTrial("ping"), style).getFirst().failure())
                .isEqualTo("the server has ended with status 1: "
                        + "Unrecognized VM option 'NoSuchFlag'");
    }

    @Test
    void whoHasNoSuchServerIsNoRow() {
        Program none =
                new TestProgram(new Contender("x", "none", "#000000"), Map.of());
        assertThat(run(new PingTrial("ping"), none,
                TestServer.program("a", ECHOES)))
                .extracting(Outcome::contender).containsExactly("a");
        assertThat(Comparison.pairs(List.of(new PingTrial("ping")),
                List.of(none, TestServer.program("a", ECHOES)))).isEqualTo(1);
    }

    @Test
    void aStyleIsStartedWithItsOptionsAndTheFlags() {
        Program style = Contenders.of(Style.all().getFirst(), List.of("-Xmx31m"))
                .getFirst();
        assertThat(style.command(Service.ECHO, List.of("--work", "cpu:1us")))
                .contains("-Xmx31m").endsWith("--port", "0", "--work", "cpu:1us");
        Outcome outcome = run(new PingTrial("ping"), style).getFirst();
        assertThat(outcome.failure()).isNull();
        assertThat(outcome.values("runs")).hasSize(3);
    }

    @Test
    void aServerThatIsAloneHasNoOtherBesideIt() {
        var together = new AtomicInteger();
        var most = new AtomicInteger();
        run(new PingTrial("together", false, () -> count(together)),
                TestServer.program("a", ECHOES), TestServer.program("b", ECHOES));
        run(new PingTrial("alone", true, () -> count(most)),
                TestServer.program("a", ECHOES), TestServer.program("b", ECHOES));
        assertThat(together).hasValue(2);
        assertThat(most).hasValue(1);
    }

    private static void count(AtomicInteger most) {
        int now = (int) ProcessHandle.current().children().count();
        most.accumulateAndGet(now, Math::max);
    }

    @Test
    void whenAllIsEndedWhatThereIsRemains() {
        var runs = new AtomicInteger();
        Trial trial = new PingTrial("ping", false, () -> {
            if (runs.incrementAndGet() == 4) {
                servers.close();
            }
        });
        List<Outcome> outcomes = run(List.of(trial, new PingTrial("next")),
                TestServer.program("a", ECHOES), TestServer.program("b", ECHOES));
        assertThat(steps).contains("ping").doesNotContain("next");
        assertThat(outcomes).as("b was ended in its first round").hasSize(1);
        assertThat(outcomes.getFirst().failure()).isNull();
        assertThat(outcomes.getFirst().values("runs")).hasSize(1);
        assertThat(earlyEnd).hasValue("The comparison was ended early, "
                + "in round 1 of 3 of ping; not begun: next.");
    }

    @Test
    void whoIsAloneWhenAllIsEndedIsNamed() {
        var runs = new AtomicInteger();
        run(new PingTrial("alone", true, () -> {
            if (runs.incrementAndGet() == 7) {
                servers.close();
            }
        }), TestServer.program("a", ECHOES), TestServer.program("b", ECHOES),
                TestServer.program("c", ECHOES));
        assertThat(earlyEnd).hasValue("The comparison was ended early, "
                + "in round 2 of 3 of alone with b.");
    }

    @Test
    void whatIsEndedWhileItWarmsUpHasHadNoRound() {
        warming = (load, slice) -> {
            servers.close();
            return true;
        };
        assertThat(run(new PingTrial("ping"), TestServer.program("a", ECHOES)))
                .isEmpty();
        assertThat(earlyEnd).hasValue("The comparison was ended early, "
                + "before the first round of ping.");
    }

    @Test
    void afterAnErrorNoServerIsLeft() {
        Trial trial = new PingTrial("ping", false, () -> {
            throw new IllegalStateException("a mistake of the trial");
        });
        assertThatThrownBy(() -> run(trial, TestServer.program("a", ECHOES)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(ProcessHandle.current().children()).isEmpty();
    }

    private List<Outcome> run(Trial trial, Program... programs) {
        return run(List.of(trial), programs);
    }

    private List<Outcome> run(List<Trial> trials, Program... programs) {
        var progress = new Progress() {

            @Override
            public void begin(String scenario) {
                steps.add(scenario);
            }

            @Override
            public void step(String contender, Duration planned) {
                steps.add(contender);
            }

            @Override
            public void skip(Duration time) {
                skipped = skipped.plus(time);
            }

            @Override
            public void close() {
                steps.add("end");
            }
        };
        var comparison = new Comparison(servers, () -> warming, PACE, progress);
        List<Outcome> outcomes = comparison.run(trials, List.of(programs));
        earlyEnd = comparison.earlyEnd();
        return outcomes;
    }
}
