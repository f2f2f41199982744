package sevenservers.compare;

import java.io.PrintWriter;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import sevenservers.compare.run.Progress;

/** Progress as people see it. */
final class ShownProgress {

    private static final int SECOND = 1000;

    private ShownProgress() {
    }

    /**
     * A bar with the time that is left for a terminal, otherwise a line for each
     * scenario.
     */
    static Progress on(Screen screen, Duration whole, int scenarios,
            PrintWriter err) {
        return screen.atTerminal() ? new Bar(whole, screen.width())
                : new Lines(scenarios, err);
    }

    private static final class Bar implements Progress {

        private final ProgressBar bar;
        private String scenario = "";
        private Duration current = Duration.ZERO;

        Bar(Duration whole, int width) {
            bar = new ProgressBarBuilder().setTaskName("compare")
                    .setInitialMax(whole.toMillis()).setUnit(" s", SECOND)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setConsumer(
                            new ConsoleProgressBarConsumer(System.err, width - 1))
                    .build();
        }

        @Override
        public void begin(String scenario) {
            this.scenario = scenario;
        }

        @Override
        public void step(String contender, Duration planned) {
            bar.stepBy(current.toMillis());
            bar.setExtraMessage(" " + scenario + " " + contender);
            current = planned;
        }

        @Override
        public void skip(Duration time) {
            current = current.plus(time);
        }

        @Override
        public void close() {
            bar.close();
        }
    }

    private static final class Lines implements Progress {

        private final int scenarios;
        private final PrintWriter err;
        private int begun;

        Lines(int scenarios, PrintWriter err) {
            this.scenarios = scenarios;
            this.err = err;
        }

        @Override
        public void begin(String scenario) {
            begun++;
            err.println(begun + " of " + scenarios + ": " + scenario);
            err.flush();
        }

        @Override
        public void step(String contender, Duration planned) {
            // Too much to tell.
        }

        @Override
        public void skip(Duration time) {
            // There is no clock.
        }

        @Override
        public void close() {
            // Each scenario has its line.
        }
    }
}
