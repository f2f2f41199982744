package sevenservers.exercises.offload;

import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * The answers to one client's questions. A pool works on many of them at once
 * and is done with them in any order; they leave in the order in which they were
 * asked. Module 06's echo keeps the order by having one piece of a client's at
 * work at a time; here a client's questions may keep the whole pool busy.
 *
 * <p>To be built: the line in which the answers wait for their turn. The rules:
 *
 * <ul>
 * <li>A question is handed to the pool at once, whatever else is being worked on.
 * <li>An answer leaves as soon as it is there and all before it have left, also
 *     those that it has kept waiting.
 * <li>A question takes room until its answer has left, and a place is free when its
 *     answer is being sent. If there is no room, to ask is an error.
 * <li>The pool may know an answer already and tell it before its {@code run} has
 *     returned.
 * <li>When the client has left, no answer of it is sent any more.
 * </ul>
 *
 * <p>All of it is for the loop's thread, as {@code WorkerPool} is: no lock is
 * needed.
 *
 * <p>See {@link sevenservers.offload.WorkerPool#run}, and what
 * {@code EchoServer} of module 06 does in {@code next}, {@code begin} and
 * {@code answer}.
 */
@SuppressWarnings("unused") // until it is built
public final class AnswersInOrder<A> implements AutoCloseable {

    /**
     * Who has work done: a {@code WorkerPool}, on behalf of a connection, as in
     * {@code (work, done) -> pool.run(connection, work, done)}.
     */
    @FunctionalInterface
    public interface Pool<A> {

        /**
         * Has work done by some thread. The loop's thread is told what came of it,
         * by {@code done}: later, or before this returns. It is not told of work
         * that failed; the connection is, and ends.
         */
        void run(Callable<A> work, Consumer<? super A> done);
    }

    private final Pool<A> pool;
    private final int most;
    private final Consumer<? super A> send;

    /**
     * A line with nobody in it.
     *
     * @param most how many questions may be asked whose answers have not left
     * @param send sends an answer
     */
    public AnswersInOrder(Pool<A> pool, int most, Consumer<? super A> send) {
        this.pool = pool;
        this.most = most;
        this.send = send;
    }

    /** Whether another question may be asked: if not, the client is not read. */
    public boolean hasRoom() {
        // TODO: count the questions whose answers have not left
        throw new UnsupportedOperationException("TODO: count");
    }

    /**
     * Asks a question: has it worked on at once, and the answer sent in its turn.
     *
     * @throws IllegalStateException if there is no room
     */
    public void ask(Callable<A> question) {
        // TODO: keep a place for the answer, and have the question worked on
        throw new UnsupportedOperationException("TODO: ask a question");
    }

    /** The client has left: answers that come later are dropped. */
    @Override
    public void close() {
        // TODO: drop what waits
        throw new UnsupportedOperationException("TODO: close");
    }
}
