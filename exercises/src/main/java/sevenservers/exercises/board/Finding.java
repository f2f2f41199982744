package sevenservers.exercises.board;

/**
 * Whether a requirement is kept.
 *
 * @param message why it is not kept, or nothing
 */
record Finding(Requirement requirement, Status status, String message) {

    enum Status {
        KEPT, BROKEN, NOT_TESTED
    }

    static Finding notTested(Requirement requirement) {
        return new Finding(requirement, Status.NOT_TESTED, "");
    }

    boolean isKept() {
        return status == Status.KEPT;
    }
}
