package sevenservers.interop.soak.visits;

/**
 * What a client, or a few of them, do to a server from coming to leaving, and what
 * must come of it.
 */
public interface Visit {

    /** What it is, in a few words for a table. */
    String title();

    /**
     * Plays it once. What it leaves open is closed by the place.
     *
     * @throws AssertionError if the server does not do what it promises
     */
    void pay(Place place) throws InterruptedException;

    /** Whether nobody else may visit the server meanwhile. */
    default boolean alone() {
        return false;
    }
}
