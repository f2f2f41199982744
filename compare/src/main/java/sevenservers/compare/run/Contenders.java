package sevenservers.compare.run;

import java.util.List;
import java.util.Map;
import sevenservers.compare.results.Contender;
import sevenservers.contract.Style;

/** Those that can be compared. */
public final class Contenders {

    /** The reference is grey: the others are looked at beside it. */
    private static final Map<String, String> COLOURS = Map.of(
            "01", "#a0693e", "02", "#3b76b8", "03", "#1f9d9a", "04", "#4f9d3a",
            "05", "#8e62b8", "06", "#e08a1e", "07", "#d94a4a", "08", "#80868f");
    private static final String OTHER = "#c05a9d";

    private Contenders() {
    }

    /** All styles on the class path. */
    public static List<Program> all(List<String> flags) {
        return Style.all().stream().<Program>map(style -> of(style, flags))
                .toList();
    }

    static Program of(Style style, List<String> flags) {
        return new StyleProgram(style, new Contender(style.name(), style.title(),
                COLOURS.getOrDefault(style.name(), OTHER)), flags);
    }
}
