package sevenservers.compare.results;

/**
 * One number that a scenario finds out about each contender.
 *
 * @param id a word, unique in its scenario: {@code rate}, {@code bytes}
 * @param title what it is, in a few words
 * @param unit what one of it is: {@code answers/s}, {@code bytes}
 * @param better which numbers are the good ones
 */
public record Measure(String id, String title, String unit, Better better) {

    /** Which of two numbers is the better one. */
    public enum Better {
        MORE, LESS
    }
}
