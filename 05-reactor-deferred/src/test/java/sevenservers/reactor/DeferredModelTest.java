package sevenservers.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import sevenservers.reactor.DeferredModel.Act;
import sevenservers.reactor.DeferredModel.Add;
import sevenservers.reactor.DeferredModel.Cancel;
import sevenservers.reactor.DeferredModel.Canceller;
import sevenservers.reactor.DeferredModel.Chain;
import sevenservers.reactor.DeferredModel.Deed;
import sevenservers.reactor.DeferredModel.End;
import sevenservers.reactor.DeferredModel.Fire;
import sevenservers.reactor.DeferredModel.Kind;
import sevenservers.reactor.DeferredModel.Node;
import sevenservers.reactor.DeferredModel.Outcome;
import sevenservers.reactor.DeferredModel.Step;
import sevenservers.reactor.DeferredModel.Waits;

/** Deferreds do what the {@link DeferredModel} says. */
class DeferredModelTest {

    private static final int MOST_STEPS = 4;

    /** Chains, which wait for each other as a tree does, and what is done. */
    record Program(List<Chain> chains, List<Act> script) {
    }

    @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
    void programsDoWhatTheModelSays(@ForAll("programs") Program program) {
        assertThat(new Interpreter(program.chains()).run(program.script()))
                .isEqualTo(new DeferredModel(program.chains())
                        .run(program.script()));
    }

    @Provide
    Arbitrary<Program> programs() {
        return Arbitraries.integers().between(1, 6)
                .flatMap(size -> Combinators
                        .combine(chain(size).list().ofSize(size),
                                act(size).list().ofMaxSize(20),
                                Arbitraries.of(true, false))
                        .as(DeferredModelTest::program));
    }

    /** Gives the steps that are to wait a chain of their own to wait for. */
    private static Program program(List<Chain> chains, List<Act> script,
            boolean toTheEnd) {
        List<Chain> tree = new ArrayList<>();
        int[] free = {0};
        for (Chain chain : chains) {
            List<Step> steps = new ArrayList<>();
            free[0] = Math.max(free[0], tree.size() + 1);
            for (Step step : chain.steps()) {
                var node = new Node(tree.size(), steps.size() + 1);
                steps.add(new Step(step.kind(),
                        deed(step, step.onSuccess(), node, free, chains.size()),
                        deed(step, step.onFailure(), node, free, chains.size())));
            }
            tree.add(new Chain(chain.canceller(), steps));
        }
        Stream<Act> rest = IntStream.range(0, toTheEnd ? chains.size() : 0).boxed()
                .flatMap(DeferredModelTest::toTheEnd);
        return new Program(tree, Stream.concat(script.stream(), rest).toList());
    }

    private static Stream<Act> toTheEnd(int chain) {
        return Stream.concat(
                Stream.generate(() -> new Add(chain)).limit(MOST_STEPS),
                Stream.of(new Fire(chain, new Outcome(false, "end"))));
    }

    private static Deed deed(Step step, Deed deed, Node node, int[] free,
            int size) {
        return switch (deed.end()) {
            case Outcome(_, String what) when what.equals("null") -> deed;
            case Outcome(boolean failed, _) when !failed && step.kind().chains()
                    && free[0] < size ->
                new Deed(deed.acts(),
                        new Waits(free[0]++));
            case Outcome(boolean failed, String what) -> new Deed(deed.acts(),
                    new Outcome(failed, what + " of " + node));
            case Waits _ -> throw new AssertionError(deed);
        };
    }

    private static Arbitrary<Chain> chain(int size) {
        return Combinators
                .combine(canceller(size), step(size).list().ofMaxSize(MOST_STEPS))
                .as(Chain::new);
    }

    private static Arbitrary<Canceller> canceller(int size) {
        return Combinators.combine(rarely(act(size)),
                firing().optional(0.5)).as(Canceller::new);
    }

    private static Arbitrary<Step> step(int size) {
        return Combinators.combine(Arbitraries.of(Kind.class), deed(size),
                deed(size)).as(Step::new);
    }

    private static Arbitrary<Deed> deed(int size) {
        Arbitrary<End> end = Arbitraries.frequency(
                Tuple.of(6, new Outcome(false, "value")),
                Tuple.of(1, new Outcome(false, "null")),
                Tuple.of(2, new Outcome(true, "A")),
                Tuple.of(1, new Outcome(true, "B")));
        return Combinators.combine(rarely(act(size)), end).as(Deed::new);
    }

    private static Arbitrary<List<Act>> rarely(Arbitrary<Act> act) {
        return Arbitraries.frequencyOf(Tuple.of(3, Arbitraries.just(List.of())),
                Tuple.of(1, act.list().ofMinSize(1).ofMaxSize(3)));
    }

    private static Arbitrary<Act> act(int size) {
        Arbitrary<Integer> chain = Arbitraries.integers().between(0, size - 1);
        return Arbitraries.frequencyOf(
                Tuple.of(6, chain.map(Add::new)),
                Tuple.of(3, Combinators.combine(chain, firing()).as(Fire::new)),
                Tuple.of(1, Combinators
                        .combine(chain, Arbitraries.integers().between(0, 4))
                        .as(Cancel::new)));
    }

    private static Arbitrary<Outcome> firing() {
        return Arbitraries.frequency(Tuple.of(4, new Outcome(false, "source")),
                Tuple.of(1, new Outcome(false, "null")),
                Tuple.of(2, new Outcome(true, "A")),
                Tuple.of(1, new Outcome(true, "B")));
    }

    /** A failure that typed errbacks can be for. */
    private static final class A extends Exception {

        A(String message) {
            super(message);
        }
    }

    /** Another one. */
    private static final class B extends Exception {

        B(String message) {
            super(message);
        }
    }

    /** Does with deferreds what a program says. */
    private static final class Interpreter {

        private final List<Chain> chains;
        private final List<List<Deferred<String>>> nodes = new ArrayList<>();
        private final Set<Integer> adding = new HashSet<>();
        private final Set<Integer> waitedFor = new HashSet<>();
        private final List<String> log = new ArrayList<>();

        Interpreter(List<Chain> chains) {
            this.chains = chains;
            for (int i = 0; i < chains.size(); i++) {
                int chain = i;
                nodes.add(new ArrayList<>());
                nodes.get(chain).add(new Deferred<>(_ -> stop(chain)));
            }
        }

        List<String> run(List<Act> script) {
            for (Act act : script) {
                act(act);
                log.add("then " + haveFired());
            }
            IntStream.range(0, chains.size())
                    .filter(chain -> !waitedFor.contains(chain))
                    .forEach(chain -> nodes.get(chain).getLast().addBoth(result -> {
                        log.add(chain + " comes to " + outcome(result));
                        return null;
                    }));
            return log;
        }

        private void act(Act act) {
            List<Deferred<String>> chain = nodes.get(act.chain());
            switch (act) {
                case Add add -> add(add.chain());
                case Fire(int number, Outcome outcome) -> {
                    try {
                        fire(chain.getFirst(), outcome);
                    } catch (IllegalStateException _) {
                        log.add("refused " + number);
                    }
                }
                case Cancel(_, int node) -> chain.get(node % chain.size()).cancel();
            }
        }

        private static void fire(Deferred<String> source, Outcome outcome) {
            if (outcome.failed()) {
                source.errback(failure(outcome));
            } else {
                source.callback(value(outcome));
            }
        }

        private void stop(int chain) {
            log.add("cancels " + chain);
            Canceller canceller = chains.get(chain).canceller();
            canceller.acts().forEach(this::act);
            canceller.firing().ifPresent(
                    outcome -> act(new Fire(chain, outcome)));
        }

        private void add(int chain) {
            List<Deferred<String>> all = nodes.get(chain);
            if (all.size() <= chains.get(chain).steps().size()
                    && adding.add(chain)) {
                all.add(add(all.getLast(), new Node(chain, all.size())));
                adding.remove(chain);
            }
        }

        private Deferred<String> add(Deferred<String> to, Node node) {
            return switch (step(node).kind()) {
                case CALLBACK ->
                    to.addCallback(value -> call(node, success(value)));
                case ERRBACK -> to.addErrback(cause -> call(node, failure(cause)));
                case TYPED_ERRBACK -> to.addErrback(A.class,
                        cause -> call(node, failure(cause)));
                case CALLBACKS -> to.addCallbacks(
                        value -> call(node, success(value)),
                        cause -> call(node, failure(cause)));
                case BOTH -> to.addBoth(result -> call(node, outcome(result)));
                case CHAIN_CALLBACK -> to.chainCallback(
                        value -> chain(node, success(value)));
                case CHAIN_ERRBACK -> to.chainErrback(
                        cause -> chain(node, failure(cause)));
                case CHAIN_BOTH -> to.chainBoth(
                        result -> chain(node, outcome(result)));
            };
        }

        private String call(Node node, Outcome input) throws Exception {
            var outcome = (Outcome) called(node, input);
            if (outcome.failed()) {
                throw failure(outcome);
            }
            return value(outcome);
        }

        private Deferred<String> chain(Node node, Outcome input) throws Exception {
            return switch (called(node, input)) {
                case Outcome(boolean failed, _) when !failed -> null;
                case Outcome failure -> throw failure(failure);
                case Waits(int other) when adding.contains(other) -> null;
                case Waits(int other) -> {
                    for (Step _ : chains.get(other).steps()) {
                        add(other);
                    }
                    waitedFor.add(other);
                    yield nodes.get(other).getLast();
                }
            };
        }

        private End called(Node node, Outcome input) {
            log.add(node + " takes " + input + " " + haveFired());
            Step step = step(node);
            Deed deed = input.failed() ? step.onFailure() : step.onSuccess();
            deed.acts().forEach(this::act);
            return deed.end();
        }

        private Step step(Node node) {
            return chains.get(node.chain()).steps().get(node.number() - 1);
        }

        private String haveFired() {
            return IntStream.range(0, nodes.size()).boxed()
                    .flatMap(chain -> IntStream.range(0, nodes.get(chain).size())
                            .filter(number -> nodes.get(chain).get(number)
                                    .hasFired())
                            .mapToObj(number -> new Node(chain, number)))
                    .map(Node::toString)
                    .collect(Collectors.joining(", ", "[", "]"));
        }

        private static Outcome outcome(Result<String> result) {
            return switch (result) {
                case Result.Success<String>(String value) -> success(value);
                case Result.Failure<String>(Throwable cause) -> failure(cause);
            };
        }

        private static Outcome success(String value) {
            return new Outcome(false, String.valueOf(value));
        }

        private static Outcome failure(Throwable cause) {
            return switch (cause) {
                case A _ -> new Outcome(true, cause.getMessage());
                case B _ -> new Outcome(true, cause.getMessage());
                case CancelledException _ -> Outcome.CANCELLED;
                case NullPointerException _ -> Outcome.NO_DEFERRED;
                default -> throw new AssertionError(cause);
            };
        }

        private static Exception failure(Outcome outcome) {
            return outcome.what().startsWith("A") ? new A(outcome.what())
                    : new B(outcome.what());
        }

        private static String value(Outcome outcome) {
            return outcome.what().equals("null") ? null : outcome.what();
        }
    }
}
