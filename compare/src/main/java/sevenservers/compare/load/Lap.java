package sevenservers.compare.load;

/**
 * A time in which the clients worked, and what it took.
 *
 * @param seconds how long it was
 * @param clients processor time of the clients' thread, in seconds
 * @param server processor time of the server, in seconds; NaN if it is not known
 * @param threads the server's at its end; -1 if that is not known
 * @param memory the most that the server had held until its end, in bytes; -1 if
 *     that is not known
 */
public record Lap(double seconds, double clients, double server, int threads,
        long memory) {

    /** No time at all. */
    public static final Lap NONE = new Lap(0, 0, 0, -1, -1);

    /** Both, one after the other. */
    public Lap plus(Lap next) {
        return new Lap(seconds + next.seconds, clients + next.clients,
                server + next.server, Math.max(threads, next.threads),
                Math.max(memory, next.memory));
    }

    /**
     * The part of it in which the clients' thread computed; near 1 it may itself
     * have been what was slow.
     */
    public double busy() {
        return Math.min(1, clients / seconds);
    }

    /** How many processors the server kept busy; NaN if that is not known. */
    public double cpu() {
        return server / seconds;
    }
}
