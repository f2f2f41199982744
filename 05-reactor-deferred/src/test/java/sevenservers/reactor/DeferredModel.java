package sevenservers.reactor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a program of deferreds has to do, said without deferreds. What each has come
 * to follows from which sources have fired and which steps have been called, by
 * looking at the one before it or at the chain that it waits for. And whenever a
 * step can be called, it is, before anything else happens: never more than one can
 * be, so that there is no choice.
 *
 * <p>A program has numbered chains. Each begins with a source that is fired from
 * outside, which is its node 0, and has steps, its nodes 1, 2, ...
 */
record DeferredModel(List<Chain> chains) {

    /** A source's canceller, and the steps that can be added to the source. */
    record Chain(Canceller canceller, List<Step> steps) {
    }

    /** What a canceller does, and how it then fires the source, if at all. */
    record Canceller(List<Act> acts, Optional<Outcome> firing) {
    }

    /** A step does one deed with a success, and another with a failure. */
    record Step(Kind kind, Deed onSuccess, Deed onFailure) {
    }

    /** The methods that add steps. */
    enum Kind {
        CALLBACK, ERRBACK, TYPED_ERRBACK, CALLBACKS, BOTH,
        CHAIN_CALLBACK, CHAIN_ERRBACK, CHAIN_BOTH;

        boolean takes(Outcome input) {
            return switch (this) {
                case CALLBACK, CHAIN_CALLBACK -> !input.failed();
                case ERRBACK, CHAIN_ERRBACK -> input.failed();
                case TYPED_ERRBACK ->
                    input.failed() && input.what().startsWith("A");
                case CALLBACKS, BOTH, CHAIN_BOTH -> true;
            };
        }

        boolean chains() {
            return name().startsWith("CHAIN");
        }
    }

    /** What a step does, and what it returns or throws at last. */
    record Deed(List<Act> acts, End end) {
    }

    /** What a step can come to. */
    sealed interface End {
    }

    /** A success with a value, or a failure of a kind. */
    record Outcome(boolean failed, String what) implements End {

        static final Outcome CANCELLED = new Outcome(true, "cancelled");
        static final Outcome NO_DEFERRED = new Outcome(true, "no deferred");

        @Override
        public String toString() {
            return (failed ? "failure " : "success ") + what;
        }
    }

    /** The result of another chain, all of whose steps have been added. */
    record Waits(int chain) implements End {
    }

    /** A chain's source or one of its steps. */
    record Node(int chain, int number) {

        Node before() {
            return new Node(chain, number - 1);
        }

        @Override
        public String toString() {
            return chain + "." + number;
        }
    }

    /** What is done with the deferreds, from outside or by a step. */
    sealed interface Act {

        int chain();
    }

    /** Adds the chain's next step, unless that is just what is being done. */
    record Add(int chain) implements Act {
    }

    record Fire(int chain, Outcome outcome) implements Act {
    }

    /** Cancels a node of the chain, counted in a circle. */
    record Cancel(int chain, int node) implements Act {
    }

    /** All that has happened until a moment. */
    record State(Map<Integer, Outcome> fired, Set<Integer> cancelled,
            Map<Integer, Integer> added, Set<Integer> adding, Set<Node> called,
            Map<Node, End> ended, List<String> log) {

        static State initial() {
            return new State(Map.of(), Set.of(), Map.of(), Set.of(), Set.of(),
                    Map.of(), List.of());
        }

        int addedTo(int chain) {
            return added.getOrDefault(chain, 0);
        }

        State withFired(int chain, Outcome outcome) {
            return new State(with(fired, chain, outcome), cancelled, added, adding,
                    called, ended, log);
        }

        State withCancelled(int chain) {
            return new State(fired, with(cancelled, chain), added, adding, called,
                    ended, log);
        }

        State withStep(int chain) {
            return new State(fired, cancelled,
                    with(added, chain, addedTo(chain) + 1), with(adding, chain),
                    called, ended, log);
        }

        State withoutAdding(int chain) {
            Set<Integer> others = new HashSet<>(adding);
            others.remove(chain);
            return new State(fired, cancelled, added, others, called, ended, log);
        }

        State withCalled(Node step) {
            return new State(fired, cancelled, added, adding, with(called, step),
                    ended, log);
        }

        State withEnded(Node step, End end) {
            return new State(fired, cancelled, added, adding, called,
                    with(ended, step, end), log);
        }

        State withLog(String line) {
            List<String> lines = new ArrayList<>(log);
            lines.add(line);
            return new State(fired, cancelled, added, adding, called, ended, lines);
        }

        private static <K, V> Map<K, V> with(Map<K, V> map, K key, V value) {
            Map<K, V> all = new HashMap<>(map);
            all.put(key, value);
            return all;
        }

        private static <E> Set<E> with(Set<E> set, E element) {
            Set<E> all = new HashSet<>(set);
            all.add(element);
            return all;
        }
    }

    /** Everything that is noticed when a script is carried out. */
    List<String> run(List<Act> script) {
        State state = State.initial();
        for (Act act : script) {
            state = act(state, act);
            state = state.withLog("then " + haveFired(state));
        }
        State last = state;
        return Stream.concat(last.log().stream(), ends(last)).toList();
    }

    /** What the chains that no other one waits for have come to. */
    private Stream<String> ends(State s) {
        return IntStream.range(0, chains.size())
                .filter(chain -> !s.ended().containsValue(new Waits(chain)))
                .mapToObj(chain -> outcome(s, last(s, chain))
                        .map(outcome -> chain + " comes to " + outcome))
                .flatMap(Optional::stream);
    }

    private State act(State s, Act act) {
        return switch (act) {
            case Add(int chain) -> add(s, chain);
            case Fire(int chain, Outcome outcome) -> fire(s, chain, outcome);
            case Cancel(int chain, int node) -> {
                int known = s.addedTo(chain) + (s.adding().contains(chain) ? 0 : 1);
                yield cancel(s, new Node(chain, node % known));
            }
        };
    }

    private State act(State before, List<Act> acts) {
        State s = before;
        for (Act act : acts) {
            s = act(s, act);
        }
        return s;
    }

    private State add(State s, int chain) {
        boolean possible = !s.adding().contains(chain)
                && s.addedTo(chain) < chains.get(chain).steps().size();
        return possible ? goOn(s.withStep(chain)).withoutAdding(chain) : s;
    }

    private State fire(State s, int chain, Outcome outcome) {
        if (!s.fired().containsKey(chain)) {
            return goOn(s.withFired(chain, outcome));
        }
        return s.cancelled().contains(chain) ? s : s.withLog("refused " + chain);
    }

    private State cancel(State s, Node node) {
        return awaited(s, node).filter(source -> !s.cancelled().contains(source))
                .map(source -> cancelSource(s, source)).orElse(s);
    }

    private State cancelSource(State before, int source) {
        Canceller canceller = chains.get(source).canceller();
        State s = before.withCancelled(source).withLog("cancels " + source);
        s = act(s, canceller.acts());
        if (canceller.firing().isPresent()) {
            s = fire(s, source, canceller.firing().orElseThrow());
        }
        return fire(s, source, Outcome.CANCELLED);
    }

    /** The source that has to fire before this node can come to anything. */
    private Optional<Integer> awaited(State s, Node node) {
        if (outcome(s, node).isPresent()) {
            return Optional.empty();
        }
        if (node.number() == 0) {
            return Optional.of(node.chain());
        }
        if (s.ended().get(node) instanceof Waits(int chain)) {
            return awaited(s, last(s, chain));
        }
        return awaited(s, node.before());
    }

    private State goOn(State s) {
        List<Node> possible =
                nodes(s).filter(node -> canBeCalled(s, node)).toList();
        return switch (possible.size()) {
            case 0 -> s;
            case 1 -> goOn(call(s, possible.getFirst()));
            default -> throw new AssertionError("a choice between " + possible);
        };
    }

    private boolean canBeCalled(State s, Node node) {
        return node.number() > 0 && !s.called().contains(node)
                && outcome(s, node.before()).filter(step(node).kind()::takes)
                        .isPresent();
    }

    private State call(State before, Node node) {
        Outcome input = outcome(before, node.before()).orElseThrow();
        Step step = step(node);
        Deed deed = input.failed() ? step.onFailure() : step.onSuccess();
        State s = before.withCalled(node)
                .withLog(node + " takes " + input + " " + haveFired(before));
        s = act(s, deed.acts());
        if (!step.kind().chains()
                || deed.end() instanceof Outcome(boolean failed, _) && failed) {
            return s.withEnded(node, deed.end());
        }
        if (!(deed.end() instanceof Waits(int other))
                || s.adding().contains(other)) {
            return s.withEnded(node, Outcome.NO_DEFERRED);
        }
        while (s.addedTo(other) < chains.get(other).steps().size()) {
            s = add(s, other);
        }
        return s.withEnded(node, deed.end());
    }

    private Optional<Outcome> outcome(State s, Node node) {
        if (node.number() == 0) {
            return Optional.ofNullable(s.fired().get(node.chain()));
        }
        Optional<Outcome> input = outcome(s, node.before());
        if (input.isEmpty() || !step(node).kind().takes(input.orElseThrow())) {
            return input;
        }
        return switch (s.ended().get(node)) {
            case Outcome outcome -> Optional.of(outcome);
            case Waits(int chain) -> outcome(s, last(s, chain));
            case null -> Optional.empty();
        };
    }

    private String haveFired(State s) {
        return nodes(s).filter(node -> outcome(s, node).isPresent()).toList()
                .toString();
    }

    private Stream<Node> nodes(State s) {
        return IntStream.range(0, chains.size()).boxed()
                .flatMap(chain -> IntStream.rangeClosed(0, s.addedTo(chain))
                        .mapToObj(number -> new Node(chain, number)));
    }

    private static Node last(State s, int chain) {
        return new Node(chain, s.addedTo(chain));
    }

    private Step step(Node node) {
        return chains.get(node.chain()).steps().get(node.number() - 1);
    }
}
