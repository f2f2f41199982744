package sevenservers.exercises.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import sevenservers.exercises.board.Finding.Status;
import sevenservers.exercises.board.Report.Event;
import sevenservers.exercises.board.Report.Happening;

/** What never reads as success. */
class VerdictTest {

    private static final Requirement A = new Requirement("a", "The first.");
    private static final Requirement B = new Requirement("b", "The second.");

    private static final Event END = event(Happening.ALL_ENDED, "");

    @Test
    void allPassed() {
        assertThat(
                result(event(Happening.STARTED, "a"), event(Happening.PASSED, "a"),
                        event(Happening.STARTED, "b"), event(Happening.PASSED, "b"),
                        END).isSolved())
                .isTrue();
    }

    @Test
    void noTestRan() {
        Result result = result(END);
        assertThat(result.isSolved()).isFalse();
        assertThat(result.findings()).extracting(Finding::status)
                .containsOnly(Status.NOT_TESTED);
    }

    @Test
    void thereAreNoRequirements() {
        assertThat(new Verdict(List.of(END), "broke off").of(List.of(), "")
                .isSolved()).isFalse();
    }

    @Test
    void oneTestDidNotRun() {
        assertThat(result(event(Happening.STARTED, "a"),
                event(Happening.PASSED, "a"), END)
                .isSolved()).isFalse();
    }

    @Test
    void oneOfManyRunsFailed() {
        Result result = result(event(Happening.STARTED, "a"),
                event(Happening.PASSED, "a"),
                event(Happening.STARTED, "b"), event(Happening.PASSED, "b"),
                event(Happening.STARTED, "b"), event(Happening.FAILED, "b"),
                event(Happening.STARTED, "b"), event(Happening.PASSED, "b"), END);
        assertThat(result.isSolved()).isFalse();
        assertThat(result.firstBroken())
                .contains(new Finding(B, Status.BROKEN, "why"));
    }

    @Test
    void brokeOffInTheMiddleOfATest() {
        Result result =
                result(event(Happening.STARTED, "a"), event(Happening.PASSED, "a"),
                        event(Happening.STARTED, "b"), event(Happening.PASSED, "b"),
                        event(Happening.STARTED, "b"));
        assertThat(result.isSolved()).isFalse();
        assertThat(result.firstBroken())
                .contains(new Finding(B, Status.BROKEN, "broke off"));
        assertThat(result.trouble()).isEmpty();
    }

    @Test
    void brokeOffAfterTheLastTest() {
        Result result = result(event(Happening.STARTED, "a"),
                event(Happening.PASSED, "a"),
                event(Happening.STARTED, "b"), event(Happening.PASSED, "b"));
        assertThat(result.isSolved()).isFalse();
        assertThat(result.trouble()).isEqualTo("broke off");
    }

    @Test
    void theClassOfTheTestsFailed() {
        Result result = result(event(Happening.FAILED, ""), END);
        assertThat(result.isSolved()).isFalse();
        assertThat(result.trouble()).isEqualTo("why");
    }

    private static Result result(Event... events) {
        return new Verdict(List.of(events), "broke off").of(List.of(A, B), "");
    }

    private static Event event(Happening type, String test) {
        return new Event(type, test, type == Happening.FAILED ? "why" : "");
    }
}
