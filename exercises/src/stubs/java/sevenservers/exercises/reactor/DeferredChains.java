package sevenservers.exercises.reactor;

import sevenservers.reactor.Callback;
import sevenservers.reactor.Result;
import sevenservers.reactor.Result.Failure;
import sevenservers.reactor.Result.Success;

/**
 * A result that is not there yet, as Twisted's own {@code Deferred} keeps it: one
 * object with a pair of chains, callbacks for a success and errbacks for a failure.
 * Module 05's {@code Deferred} makes a new object for every step; this one keeps
 * all steps itself, in a queue, and tells by what a step returns whether to wait.
 *
 * <p>To be built: how steps are kept, and how they are done. The rules:
 *
 * <ul>
 * <li>Every step has a callback and an errback, and one of the two is called, with
 *     what the step before it has come to: the callback with a success, the errback
 *     with a failure. The first step is given what the deferred was fired with.
 * <li>What either of them returns is the next step's success, be it null; what it
 *     throws, of whatever kind, is the next step's failure.
 * <li>Steps are done in the order in which they were added, as soon as they can
 *     be: those that are there when it fires, and later each one when it is added.
 *     A step that is added by a step is done after those that are there.
 * <li>If what is returned is a {@code DeferredChains}, the chain pauses. The next
 *     step is given what that one comes to, success or failure; at once if that one
 *     has fired already.
 * <li>A deferred fires once. Firing it again is an error of the program, also while
 *     its chain is paused: an {@link IllegalStateException}.
 * </ul>
 *
 * <p>Not thread-safe: it belongs to the thread of its reactor.
 *
 * <p>See {@link sevenservers.reactor.Deferred}, above all its picture, and
 * {@link Result}.
 */
@SuppressWarnings("unused") // until it is built
public final class DeferredChains {

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
     *
     * @return this deferred
     */
    public DeferredChains addCallbacks(Callback<Object, ?> callback,
            Callback<Throwable, ?> errback) {
        // TODO: keep the step, and do it if its turn has come
        throw new UnsupportedOperationException("TODO: add a step");
    }

    /**
     * Adds what is to be done in both cases: it is given the success or the failure
     * as a {@link Result}.
     *
     * @return this deferred
     */
    public DeferredChains addBoth(Callback<Result<Object>, ?> callback) {
        // TODO: one line, once addCallbacks works
        throw new UnsupportedOperationException("TODO: add a step for both cases");
    }

    private void fire(Result<Object> come) {
        // TODO: do the steps that are there, until one of them makes the chain wait
        throw new UnsupportedOperationException("TODO: fire");
    }
}
