package sevenservers.reactor;

/** Something that has happened, and what is to be done about it. */
@FunctionalInterface
interface Event {

    /** Does it, without waiting for anything. */
    void process();
}
