package sevenservers.compare.run;

import java.util.List;
import java.util.stream.Stream;
import sevenservers.compare.report.Palette;
import sevenservers.compare.results.Contender;
import sevenservers.contract.Style;

/** Those that can be compared. */
public final class Contenders {

    /** Those of the styles; the rivals have theirs after these. */
    private static final List<String> NUMBERED =
            List.of("01", "02", "03", "04", "05", "06", "07", "08");

    private Contenders() {
    }

    /** All styles on the class path, and the rivals, installed or not. */
    public static List<Program> all(List<String> flags) {
        return Stream.concat(Style.all().stream().map(style -> of(style, flags)),
                Rivals.all()).toList();
    }

    static Program of(Style style, List<String> flags) {
        return new StyleProgram(style, new Contender(style.name(), style.title(),
                Palette.colour(NUMBERED.indexOf(style.name()))), flags);
    }
}
