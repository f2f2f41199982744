package sevenservers.compare.run;

import java.io.IOException;
import java.io.UncheckedIOException;
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

    /** All styles on the class path, and the rivals that this machine can run. */
    public static List<Program> all(List<String> flags) {
        try {
            return Stream.concat(
                    Style.all().stream().map(style -> of(style, flags)),
                    Rivals.installed().stream()).toList();
        } catch (IOException noPlace) {
            throw new UncheckedIOException(noPlace);
        }
    }

    static Program of(Style style, List<String> flags) {
        return new StyleProgram(style, new Contender(style.name(), style.title(),
                Palette.colour(NUMBERED.indexOf(style.name()))), flags);
    }
}
