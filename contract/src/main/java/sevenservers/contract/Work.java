package sevenservers.contract;

import java.time.Duration;

/**
 * A simulated cost of handling one message or chunk, paid in every style by whoever
 * handles it: so one can see who else waits when a handler is slow.
 */
@FunctionalInterface
public interface Work {

    /** No cost. */
    Work NONE = new Work() {
        @Override
        public void perform() {
        }

        @Override
        public String toString() {
            return "none";
        }
    };

    /** Takes the time of one message; a failure of it is the handler's failure. */
    void perform();

    /** Waits: the cost of a handler that asks a disk or another server. */
    static Work sleep(Duration time) {
        return () -> {
            try {
                Thread.sleep(time);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        };
    }

    /** Computes: the cost of a handler that needs a processor for so long. */
    static Work cpu(Duration time) {
        double roundsPerNano = Spin.roundsPerNano();
        long rounds = Math.max(1, Math.round(time.toNanos() * roundsPerNano));
        return () -> Spin.spin(rounds);
    }

    /**
     * Reads {@code none}, {@code cpu:TIME} or {@code sleep:TIME}, the time being as
     * in {@link Durations#parse}.
     *
     * @throws IllegalArgumentException if the text is none of these
     */
    static Work parse(String text) {
        if (text.equals("none")) {
            return NONE;
        }
        if (text.startsWith("cpu:")) {
            return cpu(Durations.parse(text.substring(4)));
        }
        if (text.startsWith("sleep:")) {
            return sleep(Durations.parse(text.substring(6)));
        }
        throw new IllegalArgumentException(
                "work is none, cpu:TIME or sleep:TIME (cpu:5ms), not " + text);
    }
}
