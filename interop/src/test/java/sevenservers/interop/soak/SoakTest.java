package sevenservers.interop.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static sevenservers.tests.Wait.PATIENCE;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import picocli.CommandLine;
import sevenservers.contract.Service;
import sevenservers.contract.Style;
import sevenservers.contract.cli.CommandLines;
import sevenservers.interop.soak.FaultyEcho.Fault;
import sevenservers.interop.soak.visits.Visit;
import sevenservers.interop.soak.visits.Visits;
import sevenservers.tests.Task;
import sevenservers.tests.Wait;

@Timeout(300)
@EnabledOnOs(OS.LINUX)
class SoakTest {

    private final StringWriter out = new StringWriter();

    @Test
    void aStyleIsFlatAndEveryVisitIsPaid() throws Exception {
        Style style = Style.all().getFirst();
        List<Candidate> candidates = Stream.of(Service.values())
                .map(service -> Candidate.of(style, service,
                        Duration.ofSeconds(1)))
                .toList();
        assertThat(soak(Duration.ofMillis(500), candidates)).as(out::toString)
                .isTrue();
        assertThat(out.toString()).doesNotContain("WRONG")
                .contains("01 echo   flat", "01 chat   flat");
        candidates.stream().flatMap(one -> one.visits().stream()).map(Visit::title)
                .forEach(title -> assertThat(out.toString())
                        .containsPattern("\n" + title + " +[1-9]"));
    }

    @Test
    void everyFaultIsCaughtByItsName() throws Exception {
        List<Candidate> candidates = Stream.of(Fault.values())
                .map(SoakTest::faulty).toList();
        assertThat(soak(Duration.ofSeconds(1), candidates)).isFalse();
        assertThat(verdict(Fault.NONE)).contains("flat");
        assertThat(verdict(Fault.DESCRIPTORS)).contains("the descriptors grew")
                .doesNotContain("the heap grew", "the threads grew");
        assertThat(verdict(Fault.HEAP)).contains("the heap grew from")
                .doesNotContain("the descriptors grew", "the threads grew");
        assertThat(verdict(Fault.THREADS)).contains("the threads grew from")
                .doesNotContain("the descriptors grew");
        assertThat(verdict(Fault.BYTES)).contains("visits failed",
                "small messages: ", "bytes that differs");
        assertThat(verdict(Fault.DEATH)).contains("the server has died");
        assertThat(verdict(Fault.LOG)).contains("the server said: it failed");
    }

    @Test
    @Timeout(120)
    void whoEndsItEarlySeesWhatThereIs() throws Exception {
        Soak soak = soak(Duration.ofSeconds(1), Duration.ofHours(1));
        Task<Void> end = endOnceItSays("Quiet after the warm-up", soak);
        assertThat(soak.run(List.of(faulty(Fault.NONE)))).as(out::toString)
                .isTrue();
        end.await(PATIENCE);
        assertThat(out.toString()).contains("It was ended early");
        assertThat(verdict(Fault.NONE)).contains("flat");
    }

    @Test
    @Timeout(120)
    void whoEndsItInItsWarmUpIsToldThatNothingIsProved() throws Exception {
        Soak soak = soak(Duration.ofHours(1), Duration.ofHours(1));
        Task<Void> end = endOnceItSays("under load", soak);
        assertThat(soak.run(List.of(faulty(Fault.NONE)))).isFalse();
        end.await(PATIENCE);
        assertThat(verdict(Fault.NONE)).contains("?", "to compare with")
                .doesNotContain("flat", "WRONG");
    }

    @Test
    void anUnknownStyleIsToldAndNothingIsStarted() {
        var err = new StringWriter();
        assertThat(CommandLines.execute(new CommandLine(new SoakCommand())
                .setErr(new PrintWriter(err, true)), "10s", "--styles", "99"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("no style 99; there are: 01, 02");
    }

    private Task<Void> endOnceItSays(String words, Soak soak) {
        return Task.start("ending it early", () -> {
            Wait.until(words, PATIENCE, () -> out.toString().contains(words));
            soak.endEarly();
        });
    }

    private boolean soak(Duration load, List<Candidate> candidates)
            throws Exception {
        boolean flat = soak(load, load).run(candidates);
        assertThat(out.toString()).doesNotContain("ended early");
        return flat;
    }

    private Soak soak(Duration warmUp, Duration load) {
        var plan = new Plan(warmUp, load, Duration.ofMillis(250),
                Duration.ofMillis(300),
                Duration.ofMillis(500), 20, 1);
        return new Soak(plan, new Tables(new PrintWriter(out, true)));
    }

    /** The lines about a server, which is named like its fault. */
    private String verdict(Fault fault) {
        String all = out.toString().substring(out.toString().indexOf("Flat:"));
        int from = all.indexOf("\n" + name(fault) + " ");
        int to = from;
        do {
            to = all.indexOf('\n', to + 1);
        } while (all.startsWith("\n ", to));
        return all.substring(from, to);
    }

    private static Candidate faulty(Fault fault) {
        return new Candidate(name(fault),
                Candidate.java(List.of(),
                        List.of(FaultyEcho.class.getName(), name(fault))),
                Visits.of(Service.ECHO, 64).subList(0, 2));
    }

    private static String name(Fault fault) {
        return fault.name().toLowerCase(Locale.ROOT);
    }
}
