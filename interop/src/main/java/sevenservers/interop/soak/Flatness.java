package sevenservers.interop.soak;

import java.util.ArrayList;
import java.util.List;

/** The rule by which a server is flat: what it holds when nobody is there. */
final class Flatness {

    /** In words. */
    static final String RULE = "Flat: when the load has stopped, the heap after a "
            + "full collection is at most 20 % + 1 MiB above that after the "
            + "warm-up, and there are no more descriptors and threads.";

    private static final double GROWTH = 1.2;
    private static final long SLACK = 1024 * 1024;

    private Flatness() {
    }

    /** What has grown. */
    static List<String> complaints(Vitals before, Vitals after) {
        List<String> complaints = new ArrayList<>();
        if (after.heap() > before.heap() * GROWTH + SLACK) {
            complaints.add("the heap grew from %d to %d KiB"
                    .formatted(before.heap() / 1024, after.heap() / 1024));
        }
        if (after.descriptors() > before.descriptors()) {
            complaints.add("the descriptors grew from %d to %d"
                    .formatted(before.descriptors(), after.descriptors()));
        }
        if (after.threads() > before.threads()) {
            complaints.add("the threads grew from %d to %d"
                    .formatted(before.threads(), after.threads()));
        }
        return complaints;
    }
}
