package sevenservers.compare.report;

import java.util.List;

/**
 * Colours for contenders. Each has a contrast of at least 3 to white and to nearly
 * black, so that it is the same in light and dark; whoever sees no red or no green
 * still tells most of them apart, the first ones best. In no chart does colour
 * alone say who is who.
 */
public final class Palette {

    private static final List<String> COLOURS = List.of("#b43c00", "#2d96e1",
            "#4ba500", "#d21e78", "#694be1", "#0f7896", "#e1783c", "#5a695a",
            "#a55ab4", "#8796a5", "#96784b", "#e16978", "#00781e", "#e15ae1",
            "#699678", "#b40fc3");

    private Palette() {
    }

    /** The colour for this place; after the last comes the first again. */
    public static String colour(int place) {
        return COLOURS.get(Math.floorMod(place, COLOURS.size()));
    }

    /** How many there are. */
    public static int size() {
        return COLOURS.size();
    }
}
