package sevenservers.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void ofTimers() {
        Map<String, Score> scores = new HashMap<>();
        int factor = 1;
        for (String name : new String[] {"turn", "cancelAndCallLater", "reset",
            "fireAndCallLater"}) {
            scores.put("TimerBenchmark." + name + " pending=1000",
                    new Score(2.04 * factor, 0.06 * factor, 0.001));
            scores.put("TimerBenchmark." + name + " pending=1000000",
                    new Score(1_234.5 * factor, Double.NaN, 24.4 * factor));
            factor *= 10;
        }
        assertThat(new TimersCommand(Effort.FULL).table(scores)).isEqualTo(
                """
                        | with so many timers pending | ns, 1,000 | B \
                        | ns, 1,000,000 | B |
                        |---|---:|---:|---:|---:|
                        | a turn of the loop in which none is due | 2.0 ± 0.1 | 0 \
                        | 1,235 | 24 |
                        | cancel one and ask for a new one | 20.4 ± 0.6 | 0 \
                        | 12,345 | 244 |
                        | reset one | 204 ± 6.0 | 0 | 123,450 | 2,440 |
                        | one is due, is done, and asks for a new one \
                        | 2,040 ± 60.0 | 0 | 1,234,500 | 24,400 |
                        """);
    }

    @Test
    void ofDeferredsTellsWhatEachCallbackCosts() {
        Map<String, Score> scores = new HashMap<>();
        double nanos = 1;
        for (String type : new String[] {"DeferredBenchmark", "PlacelessBenchmark",
            "FutureBenchmark"}) {
            for (String name : new String[] {"make", "fail", "await", "gather",
                "chainAndFire callbacks=1", "fireAndChain callbacks=1",
                "chainAndFire callbacks=10", "fireAndChain callbacks=10",
                "chainAndFire callbacks=100", "fireAndChain callbacks=100"}) {
                scores.put(type + "." + name, new Score(nanos, nanos / 10, 500));
            }
            nanos *= 10;
        }
        assertThat(new DeferredCommand(Effort.FULL).table(scores))
                .hasLineCount(12)
                .contains("| make one | 1.0 ± 0.1 | 500 | 10.0 ± 1.0 | 500 "
                        + "| 100 ± 10.0 | 500 |\n")
                .contains("| of 10, each callback | 0.1 ± 0.0 | 50 "
                        + "| 1.0 ± 0.1 | 50 | 10.0 ± 1.0 | 50 |\n")
                .contains("| 100, each callback | 0.0 ± 0.0 | 5 "
                        + "| 0.1 ± 0.0 | 5 | 1.0 ± 0.1 | 5 |\n");
    }

    @Test
    void ofWakeupsTellsWhatEachThingCosts() {
        assertThat(new WakeupsCommand(Effort.FULL).table(Map.of(
                "WakeupBenchmark.one way=PIPE", new Score(5_000, 100, 64),
                "WakeupBenchmark.one way=WAKEUP", new Score(4_000, 100, 24),
                "WakeupBenchmark.hundred way=PIPE", new Score(2_000, 100, 300),
                "WakeupBenchmark.hundred way=WAKEUP", new Score(9_000, 90, 2_400))))
                .isEqualTo("""
                        | | pipe, ns | B | `Selector.wakeup()`, ns | B |
                        |---|---:|---:|---:|---:|
                        | one thing, until it is done | 5,000 ± 100 | 64 \
                        | 4,000 ± 100 | 24 |
                        | 100 things, each | 20.0 ± 1.0 | 3 | 90.0 ± 0.9 | 24 |
                        """);
    }
}
