// Caught by: anAnswerLeavesAsSoonAsAllBeforeItHaveLeft
// All answers leave together, when the last one is there.
package sevenservers.exercises.offload;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

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
    private final Queue<Place> line = new ArrayDeque<>();

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
        return line.size() < most;
    }

    /**
     * Asks a question: has it worked on at once, and the answer sent in its turn.
     *
     * @throws IllegalStateException if there is no room
     */
    public void ask(Callable<A> question) {
        if (!hasRoom()) {
            throw new IllegalStateException(
                    "no room for more than " + most + " questions");
        }
        var place = new Place();
        line.add(place);
        pool.run(question, place::answer);
    }

    /** The client has left: answers that come later are dropped. */
    @Override
    public void close() {
        line.clear();
    }

    private void sendWhatIsAnswered() {
        while (!line.isEmpty() && line.stream().allMatch(place -> place.answered)) {
            send.accept(line.remove().answer);
        }
    }

    private final class Place {

        private boolean answered;
        private A answer;

        void answer(A come) {
            answered = true;
            answer = come;
            sendWhatIsAnswered();
        }
    }
}
