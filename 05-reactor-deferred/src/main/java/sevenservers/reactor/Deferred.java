package sevenservers.reactor;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A result that is not there yet, and what is to be done with it: a chain of steps.
 * Who promises the result returns a deferred and later fires it, once, by
 * {@link #callback} or {@link #errback}. Who wants the result adds callbacks for
 * its success, and errbacks for its failure.
 *
 * <p>Retells Twisted's {@code Deferred}. Each step is given what the one before it
 * has come to:
 *
 * <pre>
 *  success --> callback --returns--> callback --returns--> callback ...
 *                 |        ^            |        ^
 *               throws     |          throws     |
 *                 v        |            v        |
 *  failure -----------> errback --throws----> errback --throws--> ...
 *                          `-returns--^          `-returns--^
 * </pre>
 *
 * <p>The step of a {@code chain...} method returns a deferred, and the chain waits
 * for what that comes to:
 *
 * <pre>
 *  PENDING --returns a deferred--> WAITING --it fires--> FIRED
 *     `----------fired, returns, throws--------------------^
 * </pre>
 *
 * <p>A result goes one way. Each step is a deferred of its own, with the type of
 * its result, and the next step is added to that one; to add two steps to one
 * deferred is an error. A failure that no step handles is logged, with the place
 * that made the deferred; the system property {@code deferred.places=false} saves
 * the time that it takes to know the place.
 *
 * <p>Not thread-safe: a deferred belongs to the thread of its reactor. {@link #of}
 * and {@link #toFuture} are the ways from and to other threads.
 */
public final class Deferred<T> {

    private enum State {
        PENDING, WAITING, FIRED
    }

    private final Place place;

    /** What a step does; the first deferred of a chain is fired from outside. */
    private final Callback<Object, ?> onSuccess;
    private final Callback<Throwable, ?> onFailure;
    private final boolean waits;

    /** How to stop what is done for the first of a chain; null in the others. */
    private final Consumer<? super Deferred<T>> canceller;

    private State state = State.PENDING;
    private T value;
    private Throwable failure;

    /** Whose result it is waiting for, and who is waiting for its result. */
    private Deferred<?> source;
    private Deferred<?> next;

    private boolean cancelled;
    private Unhandled unhandled;

    /** A deferred for something that cannot be stopped. */
    public Deferred() {
        this(_ -> {
        });
    }

    /**
     * A deferred for something that can be stopped.
     *
     * @param canceller is called by {@link #cancel()} to stop it, and may fire the
     *     deferred; otherwise that then fails with a {@link CancelledException}, or
     *     with what the canceller throws
     */
    public Deferred(Consumer<? super Deferred<T>> canceller) {
        this.canceller = requireNonNull(canceller, "no canceller");
        place = Place.ofCaller();
        onSuccess = null;
        onFailure = null;
        waits = false;
    }

    @SuppressWarnings("unchecked")
    private Deferred(Deferred<?> source, Callback<?, ?> onSuccess,
            Callback<? super Throwable, ?> onFailure, boolean waits) {
        this.source = source;
        this.onSuccess = (Callback<Object, ?>) onSuccess;
        this.onFailure = (Callback<Throwable, ?>) onFailure;
        this.waits = waits;
        place = source.place;
        canceller = null;
    }

    /** A deferred that has succeeded already. */
    public static <T> Deferred<T> succeed(T value) {
        var deferred = new Deferred<T>();
        deferred.callback(value);
        return deferred;
    }

    /** A deferred that has failed already. */
    public static <T> Deferred<T> fail(Throwable failure) {
        var deferred = new Deferred<T>();
        deferred.errback(failure);
        return deferred;
    }

    /**
     * Fires it with a success. The steps that are there are done before this
     * returns. Nothing happens if it has been cancelled.
     *
     * @throws IllegalStateException if it has fired already, or is a step
     */
    public void callback(T result) {
        if (mayFire()) {
            fire(result, null);
        }
    }

    /**
     * Fires it with a failure. The steps that are there are done before this
     * returns. Nothing happens if it has been cancelled.
     *
     * @throws IllegalStateException if it has fired already, or is a step
     */
    public void errback(Throwable cause) {
        if (mayFire()) {
            fire(null, requireNonNull(cause, "a failure without a cause"));
        }
    }

    private boolean mayFire() {
        if (canceller == null) {
            throw new IllegalStateException("a step is fired by the one before it");
        }
        if (state == State.FIRED && !cancelled) {
            throw new IllegalStateException("a deferred fires once");
        }
        return state != State.FIRED;
    }

    /** Whether it has come to a success or a failure. */
    public boolean hasFired() {
        Deferred<?> waitedFor = this;
        while (waitedFor.state == State.WAITING) {
            waitedFor = waitedFor.source;
        }
        return waitedFor.state == State.FIRED;
    }

    /** How far it is, and what it has come to. */
    @Override
    public String toString() {
        String come = failure == null ? "success=" + value : "failure=" + failure;
        return "Deferred[" + (state == State.FIRED ? come : state) + "]";
    }

    /** Adds what is to be done with a success; a failure goes past it. */
    public <R> Deferred<R> addCallback(Callback<? super T, ? extends R> callback) {
        requireNonNull(callback);
        return add(new Deferred<>(this, callback, null, false));
    }

    /** Adds what is to be done with a failure; a success goes past it. */
    public Deferred<T> addErrback(
            Callback<? super Throwable, ? extends T> errback) {
        requireNonNull(errback);
        return add(new Deferred<>(this, null, errback, false));
    }

    /** Adds what is to be done with failures of one kind; all else goes past it. */
    public <X extends Throwable> Deferred<T> addErrback(Class<X> kind,
            Callback<? super X, ? extends T> errback) {
        requireNonNull(kind);
        requireNonNull(errback);
        return addErrback(cause -> {
            if (!kind.isInstance(cause)) {
                throw cause;
            }
            return errback.call(kind.cast(cause));
        });
    }

    /**
     * Adds what is to be done with a success and what with a failure. Only one of
     * them is called: the errback is not for the callback's failure.
     */
    public <R> Deferred<R> addCallbacks(Callback<? super T, ? extends R> callback,
            Callback<? super Throwable, ? extends R> errback) {
        requireNonNull(callback);
        requireNonNull(errback);
        return add(new Deferred<>(this, callback, errback, false));
    }

    /** Adds what is to be done in both cases. */
    public <R> Deferred<R> addBoth(
            Callback<? super Result<T>, ? extends R> callback) {
        return add(both(callback, false));
    }

    /** As {@link #addCallback}; the chain waits for the deferred it returns. */
    public <R> Deferred<R> chainCallback(
            Callback<? super T, ? extends Deferred<? extends R>> callback) {
        requireNonNull(callback);
        return add(new Deferred<>(this, callback, null, true));
    }

    /** As {@link #addErrback}; the chain waits for the deferred it returns. */
    public Deferred<T> chainErrback(
            Callback<? super Throwable, ? extends Deferred<? extends T>> errback) {
        requireNonNull(errback);
        return add(new Deferred<>(this, null, errback, true));
    }

    /** As {@link #addBoth}; the chain waits for the deferred it returns. */
    public <R> Deferred<R> chainBoth(
            Callback<? super Result<T>, ? extends Deferred<? extends R>> callback) {
        return add(both(callback, true));
    }

    private <R> Deferred<R> both(Callback<? super Result<T>, ?> callback,
            boolean waiting) {
        requireNonNull(callback);
        Callback<T, ?> onSuccess =
                result -> callback.call(new Result.Success<>(result));
        return new Deferred<>(this, onSuccess,
                cause -> callback.call(new Result.Failure<>(cause)), waiting);
    }

    private <R> Deferred<R> add(Deferred<R> step) {
        handTo(step);
        if (state == State.FIRED) {
            run(this);
        }
        return step;
    }

    private void handTo(Deferred<?> taker) {
        requireLast();
        next = taker;
        if (unhandled != null) {
            unhandled.dismiss();
            unhandled = null;
        }
    }

    private void requireLast() {
        if (next != null) {
            throw new IllegalStateException("it has its next step already: "
                    + "add to the deferred that adding that one returned");
        }
    }

    private void fire(T result, Throwable cause) {
        settle(result, cause);
        run(this);
    }

    private void settle(T result, Throwable cause) {
        state = State.FIRED;
        value = result;
        failure = cause;
        source = null;
    }

    /**
     * Does one step after the other until one has to wait. It is a loop, so that a
     * chain may be as long as it likes, and as deep: a step that waits for another
     * chain is the next of that chain's last.
     */
    private static void run(Deferred<?> fired) {
        Deferred<?> last = fired;
        while (last.state == State.FIRED && last.next != null) {
            last.next.take(last);
            last = last.next;
        }
        if (last.failure != null) {
            last.unhandled = new Unhandled(last, last.failure, last.place);
        }
    }

    @SuppressWarnings("unchecked")
    private void take(Deferred<?> before) {
        boolean failed = before.failure != null;
        if (state == State.WAITING || (failed ? onFailure : onSuccess) == null) {
            settle((T) before.value, before.failure);
            return;
        }
        try {
            Object returned = failed ? onFailure.call(before.failure)
                    : onSuccess.call(before.value);
            if (waits) {
                waitFor((Deferred<? extends T>) returned);
            } else {
                settle((T) returned, null);
            }
        } catch (Throwable thrown) {
            settle(null, thrown);
        }
    }

    /**
     * Who waits for this step alone may as well wait for the other deferred itself:
     * a loop whose every turn returns the deferred of the next grows no chain. This
     * step then comes to what that one comes to, and must not keep the other.
     */
    private void waitFor(Deferred<? extends T> other) {
        requireNonNull(other, "a step of the chain returned no deferred");
        if (other.state == State.FIRED) {
            other.handTo(this);
            settle(other.value, other.failure);
            return;
        }
        Deferred<?> taker = this;
        while (taker.next != null && taker.next.state == State.WAITING) {
            taker = taker.next;
        }
        if (taker == other) {
            throw new IllegalStateException("a step of the chain waits for itself");
        }
        other.handTo(taker);
        state = State.WAITING;
        source = taker;
        taker.source = other;
    }

    /**
     * Stops what the chain is waiting for, which then fails, as a rule with a
     * {@link CancelledException}. Nothing happens if it is not waiting any more.
     */
    public void cancel() {
        Deferred<?> waitedFor = this;
        while (waitedFor.source != null) {
            waitedFor = waitedFor.source;
        }
        waitedFor.stop();
    }

    private void stop() {
        if (state != State.FIRED && !cancelled) {
            cancelled = true;
            try {
                canceller.accept(this);
            } catch (Throwable thrown) {
                if (state == State.FIRED) {
                    throw thrown;
                }
                fire(null, thrown);
            }
            if (state != State.FIRED) {
                fire(null, new CancelledException());
            }
        }
    }

    /**
     * Cancels the chain if it has come to nothing after so long.
     *
     * @return what it comes to; a {@link TimeoutException} if it was cancelled so
     */
    public Deferred<T> timeout(Duration limit, Timers timers) {
        requireLast();
        DelayedCall clock = timers.callLater(limit, this::cancel);
        return addCallbacks(result -> {
            clock.cancel();
            return result;
        }, cause -> {
            boolean late = !clock.cancel();
            throw late && cause instanceof CancelledException
                    ? new TimeoutException("no result within " + limit.toMillis()
                            + " ms")
                    : cause;
        });
    }

    /**
     * The results of all, in their order, or the first failure; later ones are
     * dropped. To cancel it is to cancel all.
     */
    public static <T> Deferred<List<T>> gatherResults(
            List<? extends Deferred<? extends T>> deferreds) {
        List<Deferred<? extends T>> parts = List.copyOf(deferreds);
        var all = new Deferred<List<T>>(_ -> parts.forEach(Deferred::cancel));
        List<T> results =
                new ArrayList<>(Collections.nCopies(parts.size(), null));
        int[] missing = {parts.size()};
        for (int i = 0; i < parts.size(); i++) {
            int index = i;
            parts.get(i).addCallbacks(result -> {
                results.set(index, result);
                missing[0]--;
                if (missing[0] == 0) {
                    all.callback(results);
                }
                return null;
            }, cause -> {
                if (!all.hasFired()) {
                    all.errback(cause);
                }
                return null;
            });
        }
        if (parts.isEmpty()) {
            all.callback(results);
        }
        return all;
    }

    /**
     * The first success, whereupon the others are cancelled. If all fail, it fails
     * with the first failure, which the others are added to as suppressed ones. To
     * cancel it is to cancel all.
     *
     * @throws IllegalArgumentException if there is none to wait for
     */
    public static <T> Deferred<T> firstOf(
            List<? extends Deferred<? extends T>> deferreds) {
        if (deferreds.isEmpty()) {
            throw new IllegalArgumentException("the first of none");
        }
        List<Deferred<? extends T>> rivals = List.copyOf(deferreds);
        var first = new Deferred<T>(_ -> rivals.forEach(Deferred::cancel));
        List<Throwable> causes = new ArrayList<>();
        for (Deferred<? extends T> deferred : rivals) {
            deferred.addCallbacks(result -> {
                if (!first.hasFired()) {
                    first.callback(result);
                    rivals.forEach(Deferred::cancel);
                }
                return null;
            }, cause -> {
                causes.add(cause);
                if (causes.size() == rivals.size()) {
                    first.errback(allOf(causes));
                }
                return null;
            });
        }
        return first;
    }

    private static Throwable allOf(List<Throwable> causes) {
        Throwable first = causes.getFirst();
        causes.stream().filter(cause -> cause != first)
                .forEach(first::addSuppressed);
        return first;
    }

    /**
     * What another thread's future comes to. To cancel it is to cancel the future.
     *
     * @param reactor has something done in the reactor's thread:
     *     {@code reactor::callFromThread}
     */
    public static <T> Deferred<T> of(CompletionStage<T> future, Executor reactor) {
        var deferred = new Deferred<T>(
                _ -> future.toCompletableFuture().cancel(false));
        future.whenComplete((result, cause) -> reactor.execute(() -> {
            if (cause == null) {
                deferred.callback(result);
            } else {
                deferred.errback(cause instanceof CompletionException
                        && cause.getCause() != null ? cause.getCause() : cause);
            }
        }));
        return deferred;
    }

    /**
     * A future for other threads that comes to what this does. To cancel it is to
     * cancel this.
     *
     * @param reactor has something done in the reactor's thread:
     *     {@code reactor::callFromThread}
     */
    public CompletableFuture<T> toFuture(Executor reactor) {
        var future = new CompletableFuture<T>();
        addCallbacks(future::complete, future::completeExceptionally);
        var _ = future.whenComplete((_, _) -> {
            if (future.isCancelled()) {
                reactor.execute(this::cancel);
            }
        });
        return future;
    }
}
