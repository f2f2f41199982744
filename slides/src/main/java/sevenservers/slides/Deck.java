package sevenservers.slides;

import java.math.BigDecimal;
import java.util.List;

/**
 * One lesson.
 *
 * @param name of its files, without an ending
 * @param number such as {@code 02}, the style's where it teaches one
 * @param summary one sentence, for the title slide and the site
 */
record Deck(String name, String number, String title, String summary,
        List<Slide> slides) {

    String minutes() {
        return slides.stream().map(Slide::minutes).reduce(BigDecimal.ZERO,
                BigDecimal::add).stripTrailingZeros().toPlainString();
    }
}
