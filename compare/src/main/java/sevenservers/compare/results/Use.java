package sevenservers.compare.results;

/**
 * What a server has used while it was measured, as the operating system says.
 *
 * @param cpu how many processors it kept busy, 1.0 being one
 * @param threads the most threads it had
 * @param resident the most memory it had, in bytes
 */
public record Use(double cpu, int threads, long resident) {
}
