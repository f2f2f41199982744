package sevenservers.exercises.offload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import sevenservers.offload.EventLoop;
import sevenservers.offload.WorkerPool;

/**
 * Most tests have a pool of their own, which answers when the test says. One has
 * module 06's, with its threads.
 */
@DisplayName("Answers in the order of the questions")
class AnswersInOrderTest {

    private final List<Piece> pieces = new ArrayList<>();
    private final List<String> sent = new ArrayList<>();
    private final AnswersInOrder<String> answers = new AnswersInOrder<>(
            (work, done) -> pieces.add(new Piece(work, done)), 4, sent::add);

    /** Work that was handed to the pool, and who wants to know what comes of it. */
    private record Piece(Callable<String> work, Consumer<? super String> done) {

        void answer() {
            try {
                done.accept(work.call());
            } catch (Exception failure) {
                throw new AssertionError(failure);
            }
        }
    }

    private void ask(int... numbers) {
        IntStream.of(numbers).forEach(i -> answers.ask(() -> "answer " + i));
    }

    /** The pool's threads are done with these questions, counted from 0. */
    private void answer(int... numbers) {
        IntStream.of(numbers).forEach(i -> pieces.get(i).answer());
    }

    @Test
    @DisplayName("answers leave in the order of the questions, whichever comes"
            + " first")
    void answersLeaveInTheOrderOfTheQuestions() {
        var orders = List.of(List.of(0, 1, 2), List.of(0, 2, 1), List.of(1, 0, 2),
                List.of(1, 2, 0), List.of(2, 0, 1), List.of(2, 1, 0));
        for (List<Integer> order : orders) {
            pieces.clear();
            sent.clear();
            ask(0, 1, 2);
            order.forEach(this::answer);
            assertThat(sent).as("sent, when the pool was done with the questions in"
                    + " the order %s: the client takes the first answer for that to"
                    + " its first question", order)
                    .containsExactly("answer 0", "answer 1", "answer 2");
        }
    }

    @Test
    @DisplayName("all questions are handed to the pool at once")
    void allQuestionsAreHandedToThePoolAtOnce() {
        ask(0, 1, 2);
        assertThat(pieces).as("pieces of work that the pool was given, before it"
                + " has answered any: if it is given one after the other, the order"
                + " is right but all threads but one are idle")
                .hasSize(3);
        assertThat(sent).as("sent before the pool has answered anything").isEmpty();
    }

    @Test
    @DisplayName("an answer leaves as soon as all before it have left")
    void anAnswerLeavesAsSoonAsAllBeforeItHaveLeft() {
        ask(0, 1, 2, 3);
        answer(0);
        assertThat(sent).as("sent when the first question is answered: there is"
                + " nothing to wait for")
                .containsExactly("answer 0");
        answer(2);
        assertThat(sent).as("sent when the third question is answered before the"
                + " second: its answer has to wait")
                .containsExactly("answer 0");
        answer(1);
        assertThat(sent).as("sent when the second question is answered, too: its"
                + " answer, and the third, which has waited for it, but no other")
                .containsExactly("answer 0", "answer 1", "answer 2");
        answer(3);
        assertThat(sent).as("sent in the end")
                .containsExactly("answer 0", "answer 1", "answer 2", "answer 3");
    }

    @Test
    @DisplayName("answers that wait for their turn take room")
    void answersThatWaitTakeRoom() {
        ask(0, 1, 2);
        assertThat(answers.hasRoom()).as("room for a fourth question of four")
                .isTrue();
        ask(3);
        assertThat(answers.hasRoom()).as("room for a fifth question of four")
                .isFalse();
        answer(1, 2, 3);
        assertThat(answers.hasRoom()).as("room, when three of four questions are"
                + " answered but the first is not: the answers wait in memory. If"
                + " they do not count, a client with one slow question and many"
                + " quick ones makes the server keep as many answers as it likes")
                .isFalse();
        assertThatIllegalStateException().as("there is no room: who asks"
                + " nevertheless has not looked")
                .isThrownBy(() -> ask(4));
        assertThat(pieces).as("pieces that the pool was given: what was refused is"
                + " not worked on")
                .hasSize(4);
        answer(0);
        assertThat(sent).as("sent: the four that were asked").hasSize(4);
        assertThat(answers.hasRoom()).as("room when all have left").isTrue();
    }

    @Test
    @DisplayName("a question that is answered at once keeps its place, too")
    void aQuestionThatIsAnsweredAtOnceKeepsItsPlace() {
        List<AnswersInOrder<String>> all = new ArrayList<>();
        List<Boolean> room = new ArrayList<>();
        var cached = new AnswersInOrder<String>((work, done) -> {
            if (pieces.isEmpty()) {
                pieces.add(new Piece(work, done));
            } else {
                new Piece(work, done).answer();
            }
        }, 2, answer -> {
            sent.add(answer);
            room.add(all.getFirst().hasRoom());
        });
        all.add(cached);
        cached.ask(() -> "slow");
        cached.ask(() -> "known");
        assertThat(sent).as("sent, though the first question is not answered: the"
                + " second one's answer was known, and came before the pool's call"
                + " had returned")
                .isEmpty();
        answer(0);
        assertThat(sent).as("sent when the first one is answered, too")
                .containsExactly("slow", "known");
        assertThat(room).as("room for another question while each of them is being"
                + " sent: an answer that leaves gives its place back")
                .containsExactly(true, true);
        cached.ask(() -> "known as well");
        assertThat(sent).as("sent when nothing waits, and an answer is there at"
                + " once")
                .containsExactly("slow", "known", "known as well");
    }

    @Test
    @DisplayName("when the client has left, nothing is sent any more")
    void whenTheClientHasLeftNothingIsSent() {
        ask(0, 1, 2);
        answer(1);
        answers.close();
        answer(0, 2);
        assertThat(sent).as("sent to a client that has left: its socket is closed,"
                + " and its number may be another client's by now")
                .isEmpty();
    }

    @Test
    @DisplayName("with module 06's pool and its threads, the order is kept")
    void withThePoolOfModule06TheOrderIsKept() throws IOException {
        int questions = 64;
        List<Integer> answered = new ArrayList<>();
        try (var loop = new EventLoop()) {
            var pool = new WorkerPool(loop, "worker-");
            try {
                var inOrder = new AnswersInOrder<Integer>(
                        (work, done) -> pool.run(pool, work, done), questions,
                        answered::add);
                for (int i = 0; i < questions; i++) {
                    int question = i;
                    inOrder.ask(() -> work(question));
                }
                while (pool.pending() > 0) {
                    loop.turn();
                }
            } finally {
                pool.close();
            }
        }
        assertThat(answered).as("%d questions were answered by %d threads, some"
                + " quickly and some slowly", questions, WorkerPool.THREADS)
                .isEqualTo(IntStream.range(0, questions).boxed().toList());
    }

    /** Every fourth question keeps a thread busy for longer. */
    private static int work(int question) {
        long end = System.nanoTime() + (question % 4 == 0 ? 200_000 : 0);
        while (System.nanoTime() - end < 0) {
            Thread.onSpinWait();
        }
        return question;
    }
}
