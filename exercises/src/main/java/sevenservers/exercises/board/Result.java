package sevenservers.exercises.board;

import java.util.List;
import java.util.Optional;

/**
 * What came out when a learner's class was tested.
 *
 * @param findings one for each requirement
 * @param trouble why not everything could be tested, or nothing
 * @param printed what the class has printed, shortened
 */
record Result(List<Finding> findings, String trouble, String printed) {

    /** A result without any test. */
    static Result untested(List<Requirement> requirements, String trouble) {
        return new Result(requirements.stream().map(Finding::notTested).toList(),
                trouble,
                "");
    }

    /** Whether there are requirements, all were tested, and all are kept. */
    boolean isSolved() {
        return trouble.isEmpty() && !findings.isEmpty()
                && findings.stream().allMatch(Finding::isKept);
    }

    /** Whether any requirement was tested. */
    boolean isTested() {
        return findings.stream()
                .anyMatch(one -> one.status() != Finding.Status.NOT_TESTED);
    }

    long kept() {
        return findings.stream().filter(Finding::isKept).count();
    }

    Optional<Finding> firstBroken() {
        return findings.stream()
                .filter(one -> one.status() == Finding.Status.BROKEN).findFirst();
    }
}
