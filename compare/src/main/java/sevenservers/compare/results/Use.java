package sevenservers.compare.results;

/**
 * What a server has used, as the operating system says; null for what it does not
 * say.
 *
 * @param cpu how many processors it kept busy while it was measured, 1.0 being one
 * @param threads the most threads it had at the end of a round
 * @param resident the most memory it ever had, in bytes
 */
public record Use(Double cpu, Integer threads, Long resident) {

    /** The system says nothing. */
    public static final Use UNKNOWN = new Use(null, null, null);
}
