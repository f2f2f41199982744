package sevenservers.compare.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sevenservers.compare.load.Lap;
import sevenservers.compare.load.Sample;
import sevenservers.compare.results.Latency;
import sevenservers.compare.results.Outcome;
import sevenservers.compare.results.Use;

/** What several rounds say together. */
class FindingsTest {

    private static final double UNKNOWN = Double.NaN;

    private final Findings findings = new Findings();

    @Test
    void eachMeasureHasTheRoundsThatItWasMeasuredIn() {
        findings.add(new Sample(Map.of("rate", 7.0, "bytes", 1.0), null, lap(1)));
        findings.add(new Sample(Map.of("rate", 8.0), null, lap(1)));
        assertThat(outcome().values("rate")).containsExactly(7.0, 8.0);
        assertThat(outcome().values("bytes")).containsExactly(1.0);
    }

    @Test
    void aServersUseIsThatOfTheTimesThatWereMeasured() {
        add(new Lap(1, 1, 0.5, 7, 300));
        add(new Lap(3, 1, 2.5, 5, 400));
        assertThat(outcome().use()).isEqualTo(new Use(0.75, 7, 400L));
    }

    @Test
    void whatIsNotKnownIsNotNothing() {
        add(new Lap(1, 1, 0.5, -1, -1));
        assertThat(outcome().use()).isEqualTo(new Use(0.5, null, null));
        add(new Lap(1, 1, UNKNOWN, 3, -1));
        assertThat(outcome().use()).isEqualTo(new Use(null, 3, null));
    }

    @Test
    void withoutARoundThereIsNothing() {
        assertThat(findings.isEmpty()).isTrue();
        assertThat(outcome().use()).isNull();
        assertThat(outcome().latency()).isNull();
    }

    @Test
    void latenciesOfAllRoundsAreOne() {
        add(LongStream.rangeClosed(1, 50));
        add(LongStream.rangeClosed(51, 100));
        Latency latency = outcome().latency();
        assertThat(latency.count()).isEqualTo(100);
        assertThat(latency.p50()).isBetween(50.0, 50.1);
        assertThat(latency.max()).isBetween(100.0, 100.1);
    }

    @ParameterizedTest
    @CsvSource({"19, 0", "20, 1", "99, 1", "100, 2", "999, 2", "1000, 3",
        "9999, 3", "10000, 4"})
    void ofFewLatenciesOnlyTheirMiddleIsSaid(int count, int parts) {
        add(LongStream.rangeClosed(1, count));
        Latency latency = outcome().latency();
        assertThat(latency.p50() != null).isEqualTo(parts >= 1);
        assertThat(latency.p90() != null).isEqualTo(parts >= 2);
        assertThat(latency.p99() != null).isEqualTo(parts >= 3);
        assertThat(latency.p999() != null).isEqualTo(parts == 4);
    }

    @ParameterizedTest
    @CsvSource({"0.95, 0.5, 1, true", "0.95, 0.95, 1, false",
        "0.5, 0.5, 1, false", "0.99, 2, 4, true", "0.99, 3.8, 4, false",
        "0.99, 1.02, 4, false", "0.99, 0.8, 4, true", "0.99, NaN, 1, true"})
    void theClientsAreTheLimitWhenTheyAreBusyAndTheServerIsNot(double busy,
            double cpu, int processors, boolean bound) {
        assertThat(Findings.isLoadBound(new Lap(1, busy, cpu, 1, 1), processors))
                .isEqualTo(bound);
    }

    private void add(Lap lap) {
        findings.add(new Sample(Map.of(), null, lap));
    }

    private void add(LongStream micros) {
        Histogram latency = Sample.latencies();
        micros.forEach(value -> latency.recordValue(value * 1000));
        findings.add(new Sample(Map.of(), latency, lap(1)));
    }

    private Outcome outcome() {
        return findings.outcome("a scenario", "a contender", 1, null);
    }

    private static Lap lap(double seconds) {
        return new Lap(seconds, 0, 0, -1, -1);
    }
}
