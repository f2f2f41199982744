package sevenservers.exercises.board;

/** What there is to do. */
enum Kind {

    /** The stub says where something is missing. */
    WRITE,

    /** Nothing is missing, but something is wrong. */
    BUG
}
