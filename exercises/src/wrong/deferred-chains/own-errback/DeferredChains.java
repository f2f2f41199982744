// Caught by: onlyOneOfTheTwoOfAStepIsCalled
// A callback's failure goes to the errback that stands beside it.
package sevenservers.exercises.reactor;

import java.util.ArrayDeque;
import java.util.Queue;
import sevenservers.reactor.Callback;
import sevenservers.reactor.Result;
import sevenservers.reactor.Result.Failure;
import sevenservers.reactor.Result.Success;

public final class DeferredChains {

    private final Queue<Step> steps = new ArrayDeque<>();

    /** What the last step has come to; null until it has fired. */
    private Result<Object> result;

    /** Whether the next step has no result yet: this one's, or another's. */
    private boolean waiting = true;
    private boolean running;

    /** Fires it with a success; the steps that are there are done at once. */
    public void callback(Object value) {
        fire(new Success<>(value));
    }

    /** Fires it with a failure; the steps that are there are done at once. */
    public void errback(Throwable cause) {
        fire(new Failure<>(cause));
    }

    /** Adds what is to be done with a success; a failure goes past it. */
    public DeferredChains addCallback(Callback<Object, ?> callback) {
        return addCallbacks(callback, cause -> {
            throw cause;
        });
    }

    /** Adds what is to be done with a failure; a success goes past it. */
    public DeferredChains addErrback(Callback<Throwable, ?> errback) {
        return addCallbacks(value -> value, errback);
    }

    /**
     * Adds what is to be done with a success and what with a failure. Only one of
     * them is called: the errback is not for the callback's failure.
     */
    public DeferredChains addCallbacks(Callback<Object, ?> callback,
            Callback<Throwable, ?> errback) {
        steps.add(new Step(callback, errback));
        runSteps();
        return this;
    }

    /** Adds what is to be done in both cases. */
    public DeferredChains addBoth(Callback<Result<Object>, ?> callback) {
        return addCallbacks(value -> callback.call(new Success<>(value)),
                cause -> callback.call(new Failure<>(cause)));
    }

    private void fire(Result<Object> come) {
        if (result != null) {
            throw new IllegalStateException("a deferred fires once");
        }
        resume(come);
    }

    private Void resume(Result<Object> come) {
        result = come;
        waiting = false;
        runSteps();
        return null;
    }

    /** A step that adds a step, or goes on at once, leaves the rest to the loop. */
    private void runSteps() {
        if (running) {
            return;
        }
        running = true;
        while (!waiting && !steps.isEmpty()) {
            result = steps.remove().take(result);
            if (result instanceof Success<Object>(DeferredChains other)) {
                waiting = true;
                other.addBoth(this::resume);
            }
        }
        running = false;
    }

    private record Step(Callback<Object, ?> callback,
            Callback<Throwable, ?> errback) {

        Result<Object> take(Result<Object> before) {
            try {
                try {
                    return new Success<>(callback.call(before.get()));
                } catch (Throwable thrown) {
                    return new Success<>(errback.call(thrown));
                }
            } catch (Throwable thrown) {
                return new Failure<>(thrown);
            }
        }
    }
}
