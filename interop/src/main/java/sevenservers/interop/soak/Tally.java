package sevenservers.interop.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** What was done to one server, and what went wrong. */
final class Tally {

    private static final int KEPT = 5;

    private final LongAdder checked = new LongAdder();
    private final Map<String, Integer> visits = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private int failed;

    /** Counts the messages that came as they should. */
    LongAdder checked() {
        return checked;
    }

    synchronized void visited(String title) {
        visits.merge(title, 1, Integer::sum);
    }

    /** A visit did not end as it should; only the first ones are kept. */
    synchronized void failed(String title, Throwable failure) {
        failed++;
        if (failures.size() < KEPT) {
            failures.add(title + ": " + failure.getMessage());
        }
    }

    /** How often each kind of visit was paid. */
    synchronized Map<String, Integer> visits() {
        return new TreeMap<>(visits);
    }

    synchronized int total() {
        return visits.values().stream().mapToInt(Integer::intValue).sum();
    }

    synchronized int failed() {
        return failed;
    }

    /** The first failures, in words. */
    synchronized List<String> failures() {
        return List.copyOf(failures);
    }
}
