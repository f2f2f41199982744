package sevenservers.compare.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import sevenservers.compare.results.Contender;
import sevenservers.compare.results.Latency;
import sevenservers.compare.results.Measure;
import sevenservers.compare.results.Measure.Better;
import sevenservers.compare.results.Outcome;
import sevenservers.compare.results.Results;
import sevenservers.compare.results.Scenario;
import sevenservers.compare.results.Scenario.Shape;
import sevenservers.compare.results.Setting;
import sevenservers.compare.results.Use;

/** Results of every shape there is. */
final class Samples {

    static final Measure RATE =
            new Measure("rate", "answers", "answers/s", Better.MORE);
    static final Measure THROUGHPUT =
            new Measure("rate", "throughput", "MB/s", Better.MORE);
    static final Measure BYTES =
            new Measure("bytes", "memory per connection", "bytes", Better.LESS);
    static final Measure THREADS =
            new Measure("threads", "threads", "threads", Better.LESS);
    static final Measure LATE =
            new Measure("late", "median latency", "µs", Better.LESS);

    static final Scenario ECHO = new Scenario("echo-64",
            "Echo, 64 connections, one message at a time",
            "When many wait for little each, the cost of a turn of the loop and of "
                    + "a switch between threads is what differs.",
            List.of(RATE), Shape.BARS);
    static final Scenario IDLE = new Scenario("idle",
            "10,000 idle connections",
            "What a connection costs that does nothing: its buffers, its thread, "
                    + "its objects.",
            List.of(BYTES, RATE, THREADS), Shape.BARS);
    static final Scenario SLOW = new Scenario("slow-handler",
            "a handler takes 20 ms, and four clients never let it rest",
            "Who does the work in the loop makes all others wait; who hands it "
                    + "over, or has threads, does not.",
            List.of(LATE), Shape.BARS);
    static final Scenario LARGE = new Scenario("echo-large",
            "Echo, 16 KiB at a time",
            "With large messages the copying counts, and no longer the style.",
            List.of(THROUGHPUT), Shape.BARS);
    static final Scenario GROWTH = new Scenario("growth",
            "cost per message as connections grow",
            "A flat line scales; select and poll look at every socket, epoll only "
                    + "at those that are ready.",
            List.of(point("10"), point("100"), point("1000"), point("10000")),
            Shape.CURVE);

    static final String HOSTILE = "</script><!--<script>window.hacked=1</script>"
            + "\"'`,;\r\n\u001b[31m\u202e]]>&amp;<img src=x onerror=hacked=1>";

    private static final List<String> TITLES = List.of(
            "01 one thread per client", "02 one selector",
            "03 loop and dispatchers", "04 lines and producers",
            "05 reactor and deferreds", "06 loop and thread pool",
            "07 virtual threads", "08 Netty",
            "netty-epoll Netty, native epoll", "asyncore Python's asyncore",
            "twisted Twisted", "gevent gevent", "eventlet Eventlet",
            "c-epoll C, epoll");

    private Samples() {
    }

    private static Measure point(String connections) {
        return new Measure(connections,
                "%,d connections".formatted(Integer.valueOf(connections)),
                "ns/message", Better.LESS);
    }

    static Setting setting() {
        return new Setting(Instant.parse("2026-11-28T23:25:00Z"), "3520ef5+",
                "Linux 6.1.0", "Example CPU @ 2.80 GHz", 2, "25.0.1+8",
                List.of("-Xms256m", "-Xmx256m", "-XX:+UseSerialGC"),
                List.of("The load generator shares the processors with the "
                        + "server.", "Python's servers run on one thread."));
    }

    static List<Contender> contenders() {
        List<Contender> contenders = new ArrayList<>();
        for (String title : TITLES) {
            String[] words = title.split(" ", 2);
            contenders.add(new Contender(words[0], words[1],
                    Palette.colour(contenders.size())));
        }
        return contenders;
    }

    /** Of many contenders, some of which fail, or are not there. */
    static Results everyShape() {
        var random = new Random(1);
        double[] speeds = {0.71, 1.24, 1.13, 1.09, 1.12, 1.01, 0.93, 1, 1.18, 0.19,
            0.16, 0.22, 0.14, 1.62};
        List<Outcome> outcomes = new ArrayList<>();
        List<Contender> contenders = contenders();
        for (int i = 0; i < contenders.size(); i++) {
            String id = contenders.get(i).id();
            double speed = speeds[i];
            outcomes.add(new Outcome("echo-64", id,
                    Map.of("rate", around(84_000 * speed, 5, random)),
                    latency(760 / speed, random), use(i), i == 13, null));
            if (i == 4) {
                outcomes.add(new Outcome("idle", id, Map.of(), null, null, false,
                        "The server has ended with status 134: "
                                + "java.lang.OutOfMemoryError: Java heap space"));
            } else if (i != 9) {
                Map<String, List<Double>> rounds = new LinkedHashMap<>();
                rounds.put("bytes", around(
                        i == 0 ? 48_000 : 1_900 * (1 + i % 5 * 0.4), 3, random));
                rounds.put("rate", around(61_000 * speed, 3, random));
                rounds.put("threads", i == 0 ? List.of(10_012.0, 10_012.0, 10_012.0)
                        : List.of(12.0 + i, 12.0 + i, 12.0 + i));
                outcomes.add(new Outcome("idle", id, rounds, null, use(i), false,
                        i == 12 ? "Ctrl-C after 3 of 5 rounds" : null));
            }
            boolean parallel = i == 0 || i == 5 || i == 6;
            outcomes.add(new Outcome("slow-handler", id, Map.of("late",
                    around(parallel ? 310 : 19_000 + 900 * i, 4, random)),
                    i == 11 ? fewLatencies() : latency(parallel ? 310 : 19_000,
                            random),
                    use(i), false, null));
            outcomes.add(new Outcome("echo-large", id,
                    Map.of("rate", around(1_480 * Math.sqrt(speed), 3, random)),
                    null, use(i), i < 3, null));
            if (i == 12) {
                outcomes.add(new Outcome("growth", id, Map.of(), null, null, false,
                        "no answer for 10 s"));
                continue;
            }
            Map<String, List<Double>> curve = new LinkedHashMap<>();
            for (String connections : List.of("10", "100", "1000", "10000")) {
                double n = Double.parseDouble(connections);
                double cost = 11_000 / speed
                        * (1 + (i == 9 ? n / 90 : i == 0 ? n / 4_000 : n / 60_000));
                curve.put(connections, i == 9 && n > 1000 ? List.of()
                        : around(cost, 3, random));
            }
            outcomes.add(new Outcome("growth", id, curve, null, null, false,
                    i == 9 ? "filedescriptor out of range in select()" : null));
        }
        return new Results(setting(), "08",
                List.of(ECHO, IDLE, SLOW, LARGE, GROWTH),
                contenders, outcomes);
    }

    /**
     * Texts that mean something to HTML, JavaScript, SVG, CSV or a terminal; a
     * scenario without the reference; no round, one round.
     */
    static Results hostile() {
        List<Contender> contenders = List.of(
                new Contender("1", "<b>" + HOSTILE, Palette.colour(0)),
                new Contender("2", "{glyph|one} {{round}}", Palette.colour(1)),
                new Contender("3", "& nothing", Palette.colour(2)));
        var measure = new Measure("m", "<i>m</i>" + HOSTILE, "<u>/s", Better.MORE);
        var scenario = new Scenario("s", "<b>s</b>" + HOSTILE, HOSTILE,
                List.of(measure), Shape.BARS);
        var curve = new Scenario("c", HOSTILE, HOSTILE, List.of(point("10")),
                Shape.CURVE);
        return new Results(
                new Setting(Instant.EPOCH, null, HOSTILE, HOSTILE, 1, HOSTILE,
                        List.of(), List.of(HOSTILE)),
                "2", List.of(scenario, curve), contenders,
                List.of(new Outcome("s", "1", Map.of("m", List.of(0.0, 2.0)), null,
                        null, true, HOSTILE),
                        new Outcome("s", "3", Map.of("m", List.of()), null, null,
                                false, null),
                        new Outcome("c", "1", Map.of("10", List.of(5.0)), null,
                                null, true, null),
                        new Outcome("c", "2", Map.of("10", List.of(5.0)), null,
                                null, false, null)));
    }

    private static List<Double> around(double value, int rounds, Random random) {
        return random.doubles(rounds, value * 0.96, value * 1.05).boxed().toList();
    }

    private static Latency latency(double half, Random random) {
        double tail = 1 + random.nextDouble();
        return new Latency(420_000, half, half * 1.4 * tail, half * 2.5 * tail,
                half * 6 * tail, half * 30 * tail);
    }

    private static Latency fewLatencies() {
        return new Latency(1_200, 19_000.0, 24_000.0, 31_000.0, null, 33_000);
    }

    private static Use use(int i) {
        return new Use(0.93 + i * 0.01, i == 0 ? 76 : 12 + i,
                (60L + 11L * i) << 20);
    }
}
