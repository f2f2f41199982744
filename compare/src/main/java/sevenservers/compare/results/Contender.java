package sevenservers.compare.results;

/**
 * One of those that are compared.
 *
 * @param id the word that selects it: {@code 02}, {@code c-epoll}
 * @param title what it is, in a few words
 * @param colour its colour in every chart, as {@code #rrggbb}
 */
public record Contender(String id, String title, String colour) {

    public Contender {
        if (!colour.matches("#[0-9a-fA-F]{6}")) {
            throw new IllegalArgumentException("no colour: " + colour);
        }
    }
}
