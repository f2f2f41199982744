package sevenservers.compare.run;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import sevenservers.compare.report.Palette;
import sevenservers.compare.results.Contender;
import sevenservers.contract.Style;

/** Those that can be compared. */
public final class Contenders {

    /** The places of their colours; between the two, the rivals have theirs. */
    private static final List<String> NUMBERED =
            List.of("01", "02", "03", "04", "05", "06", "07", "08");
    private static final int VARIANTS = 13;

    private Contenders() {
    }

    /** All styles on the class path, and the rivals, installed or not. */
    public static List<Program> all(List<String> flags) {
        return Stream.concat(
                Style.all().stream().flatMap(style -> of(style, flags).stream()),
                Rivals.all()).toList();
    }

    /** A style, then its variants: {@code 08}, {@code 08-epoll}. */
    static List<Program> of(Style style, List<String> flags) {
        List<Program> programs = new ArrayList<>();
        programs.add(new StyleProgram(style, new Contender(style.name(),
                style.title(), Palette.colour(NUMBERED.indexOf(style.name()))),
                flags, List.of()));
        style.variants().forEach((variant, setting) -> programs.add(
                new StyleProgram(style, new Contender(style.name() + "-" + variant,
                        style.title() + " by " + variant,
                        Palette.colour(VARIANTS + programs.size() - 1)),
                        flags, setting)));
        return programs;
    }
}
