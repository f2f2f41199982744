package sevenservers.compare.load;

import static sevenservers.compare.results.Measure.Better.LESS;
import static sevenservers.compare.results.Measure.Better.MORE;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import sevenservers.compare.results.Measure;
import sevenservers.compare.results.Scenario;
import sevenservers.compare.results.Scenario.Shape;
import sevenservers.contract.Service;

/** All trials there are. */
public final class Trials {

    /** How long an answer or a delivery may take. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int SMALL = 64;
    private static final int LARGE = 16 * 1024;
    private static final double MEGA = 1e6;
    private static final int SOME = 64;
    private static final int IN_FLIGHT = 16;
    private static final int AT_ONCE = 16;
    private static final int CROWD = 10_000;
    private static final List<Integer> GROWTH = List.of(10, 100, 1000, CROWD);

    /** How long each one of a crowd makes a round, about. */
    private static final Duration IDLE_EACH = Duration.ofNanos(50_000);
    private static final Duration GROWTH_EACH = Duration.ofNanos(300_000);

    private static final int BUSY_HANDLERS = 4;

    /** Longer than the work: the one waits for others, and not for itself. */
    private static final Duration PACE = Duration.ofMillis(30);

    /** Half of what a member may leave unread (C6), or a bit less. */
    private static final int NAP = 6000;

    private static final Measure ANSWERS =
            new Measure(Load.RATE, "answers", "answers/s", MORE);
    private static final Measure DELIVERIES =
            new Measure(Load.RATE, "deliveries", "deliveries/s", MORE);

    private Trials() {
    }

    /** In the order in which they are played and shown. */
    public static List<Trial> all() {
        return List.of(
                echo("echo-1", "one client asks", """
                        With one client there is nothing to wait for but the \
                        network: this is the shortest way of a message through \
                        each style.""", 1, false),
                echo("echo-64", "64 clients ask", """
                        With some clients a loop finds several sockets ready at \
                        once, and threads take turns: what does an answer cost?""",
                        SOME, true),
                echo("echo-1000", "1,000 clients ask", """
                        A thousand clients that are all busy: who gives each one a \
                        thread pays for the switches between them.""", 1000, false),
                echo(new Scenario("echo-large",
                        "64 clients send 16 KiB at a time", """
                                With large messages the copying counts, and no \
                                longer the style.""",
                        List.of(new Measure(Load.RATE, "throughput", "MB/s",
                                MORE)),
                        Shape.BARS), SOME, LARGE, 1, LARGE / MEGA, false),
                echo(new Scenario("echo-pipelined",
                        "64 clients have 16 messages under way each", """
                                Who does not wait for each answer lets the server \
                                handle many messages with one read and one \
                                write.""",
                        List.of(ANSWERS), Shape.BARS), SOME, SMALL, IN_FLIGHT, 1,
                        false),
                churn(), idle(),
                chat("chat-100", "one of 100 talks", """
                        Each line goes to 99 others: the server that gathers what \
                        goes to the same client writes far less often.""", 100, 1,
                        0, true),
                chat("chat-1000", "ten of 1,000 talk", """
                        Each line goes to 999 others, and all hear all ten in one \
                        order: the most work that one line can make.""", 1000, 10,
                        0, false),
                slowHandler(),
                chat("slow-reader", "one of 101 talks, one does not read", """
                        One member leaves half a megabyte unread, again and again: \
                        compare with chat-100, for it may cost the others \
                        nothing.""", 101, 1, NAP, false),
                growth());
    }

    private static Trial echo(String id, String title, String teaches, int clients,
            boolean quick) {
        return echo(new Scenario(id, title, teaches, List.of(ANSWERS), Shape.BARS),
                clients, SMALL, 1, 1, quick);
    }

    private static Trial echo(Scenario scenario, int clients, int size, int depth,
            double worth, boolean quick) {
        return new Simple(scenario, Service.ECHO, List.of(), quick,
                target -> new EchoLoad(target, clients, size, depth, worth,
                        PATIENCE));
    }

    private static Trial churn() {
        var scenario = new Scenario("churn", "clients connect, ask once, and leave",
                """
                        Accepting a client, and giving it what it needs, is work, \
                        too: a thread above all.""",
                List.of(new Measure(Load.RATE, "connections",
                        "connections/s", MORE)),
                Shape.BARS);
        return new Simple(scenario, Service.ECHO, List.of(), false,
                target -> new ChurnLoad(target, AT_ONCE, SMALL, PATIENCE));
    }

    private static Trial idle() {
        var scenario = new Scenario("idle-10000",
                "10,000 clients are silent, 64 ask", """
                        Most clients of most servers are silent most of the time: \
                        this is what each of them costs, found out once, and what \
                        they cost the others. No thread at all has no ratio.""",
                List.of(new Measure(IdleLoad.BYTES, "memory of an idle client",
                        "bytes", LESS),
                        new Measure(IdleLoad.THREADS, "threads of an idle client",
                                "threads", LESS),
                        new Measure(Load.RATE, "answers to the others",
                                "answers/s", MORE)),
                Shape.BARS);
        return new Crowded(scenario, IDLE_EACH, target -> new IdleLoad(target,
                Math.max(1, Descriptors.now().enoughFor(CROWD + SOME) - SOME),
                SOME, SMALL, PATIENCE));
    }

    private static Trial growth() {
        var scenario = new Scenario("growth",
                "ten clients ask among more and more who do not", """
                        The server's processor time for an answer: where the line \
                        rises, it looks at every connection to find the few that \
                        are ready.""",
                GROWTH.stream().map(count -> new Measure(String.valueOf(count),
                        "%,d connections".formatted(count), "µs", LESS)).toList(),
                Shape.CURVE);
        return new Crowded(scenario, GROWTH_EACH, target -> new GrowthLoad(target,
                steps(Descriptors.now().enoughFor(CROWD)), SMALL, PATIENCE));
    }

    /** Those for which there are enough descriptors, and the first in any case. */
    private static List<Integer> steps(int most) {
        int first = GROWTH.getFirst();
        return GROWTH.stream().filter(count -> count <= Math.max(first, most))
                .toList();
    }

    private static Trial slowHandler() {
        var scenario = new Scenario("slow-handler",
                "four clients keep handlers busy, one asks now and then", """
                        A handler that waits 20 ms, as for a database: where one \
                        thread handles everybody, everybody waits for all of \
                        them.""",
                List.of(new Measure(PacedLoad.MEDIAN, "median latency of a round",
                        "ms", LESS)),
                Shape.BARS);
        return new Simple(scenario, Service.ECHO, List.of("--work", "sleep:20ms"),
                false, target -> new PacedLoad(target, BUSY_HANDLERS, PACE, SMALL,
                        PATIENCE));
    }

    private static Trial chat(String id, String title, String teaches, int members,
            int talkers, int nap, boolean quick) {
        return new Simple(new Scenario(id, title, teaches, List.of(DELIVERIES),
                Shape.BARS), Service.CHAT, List.of(), quick,
                target -> new ChatLoad(target, members, talkers, nap, PATIENCE));
    }

    private interface Opener {

        Load open(Target target) throws IOException;
    }

    private record Simple(Scenario scenario, Service service,
            List<String> serverOptions, boolean quick, Opener opener)
            implements
                Trial {

        @Override
        public Load open(Target target) throws IOException {
            return opener.open(target);
        }
    }

    /** Echo with more clients than a server takes by default. */
    private record Crowded(Scenario scenario, Duration each, Opener opener)
            implements
                Trial {

        @Override
        public Service service() {
            return Service.ECHO;
        }

        @Override
        public List<String> serverOptions() {
            return List.of("--max-connections", String.valueOf(2 * CROWD));
        }

        @Override
        public boolean alone() {
            return true;
        }

        @Override
        public Duration beside() {
            return each.multipliedBy(Descriptors.now().enoughFor(CROWD));
        }

        @Override
        public Optional<String> note() {
            return Descriptors.now().shortage(CROWD + SOME)
                    .map(note -> scenario.id() + ": " + note);
        }

        @Override
        public Load open(Target target) throws IOException {
            return opener.open(target);
        }
    }
}
