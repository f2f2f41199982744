package sevenservers.slides;

import java.math.BigDecimal;
import java.util.List;

/**
 * One lesson.
 *
 * @param name of its files, without an ending
 * @param number such as {@code 02}, the style's where it teaches one
 * @param title HTML, as is the rest
 * @param summary one sentence, for the title slide and the site
 * @param exercises those that follow, as a table; empty where none do
 */
record Deck(String name, String number, String title, String summary,
        List<Slide> slides, String exercises) {

    /** How long it takes in all. */
    BigDecimal minutes() {
        BigDecimal sum = slides.stream().map(Slide::minutes).reduce(BigDecimal.ZERO,
                BigDecimal::add);
        return new BigDecimal(sum.stripTrailingZeros().toPlainString());
    }
}
