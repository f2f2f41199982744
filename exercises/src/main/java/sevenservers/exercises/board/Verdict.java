package sevenservers.exercises.board;

import java.util.List;
import sevenservers.exercises.board.Finding.Status;
import sevenservers.exercises.board.Report.Event;
import sevenservers.exercises.board.Report.Happening;

/**
 * What a report says of the requirements.
 *
 * @param ending why the tests broke off, if they did
 */
record Verdict(List<Event> events, String ending) {

    Result of(List<Requirement> requirements, String printed) {
        List<Finding> findings = requirements.stream().map(this::finding).toList();
        return new Result(findings, trouble(findings), printed);
    }

    private Finding finding(Requirement requirement) {
        List<Event> own = events.stream()
                .filter(event -> event.test().equals(requirement.method()))
                .toList();
        long passed = count(own, Happening.PASSED);
        long failed = count(own, Happening.FAILED);
        if (failed > 0) {
            return new Finding(requirement, Status.BROKEN, own.stream()
                    .filter(event -> event.type() == Happening.FAILED)
                    .findFirst().orElseThrow().message());
        }
        if (count(own, Happening.STARTED) > passed) {
            return new Finding(requirement, Status.BROKEN, ending);
        }
        return passed > 0 ? new Finding(requirement, Status.KEPT, "")
                : Finding.notTested(requirement);
    }

    /** What concerns no single requirement. */
    private String trouble(List<Finding> findings) {
        List<String> general = events.stream()
                .filter(event -> event.test().isEmpty()
                        && event.type() == Happening.FAILED)
                .map(Event::message).toList();
        if (!general.isEmpty()) {
            return general.getFirst();
        }
        boolean told = findings.stream()
                .anyMatch(one -> one.message().equals(ending));
        return told || count(events, Happening.ALL_ENDED) > 0 ? "" : ending;
    }

    private static long count(List<Event> events, Happening type) {
        return events.stream().filter(event -> event.type() == type).count();
    }
}
