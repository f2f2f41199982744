package sevenservers.benchmarks;

import org.openjdk.jmh.runner.options.TimeValue;

/**
 * How long to measure.
 *
 * @param forks processes that each benchmark is measured in; 0: this one
 * @param warmUps rounds in each process that do not count
 * @param rounds rounds in each process that do
 * @param time how long a round lasts
 */
record Effort(int forks, int warmUps, int rounds, TimeValue time) {

    static final Effort FULL = new Effort(3, 4, 6, TimeValue.milliseconds(500));
    static final Effort QUICK = new Effort(1, 1, 2, TimeValue.milliseconds(100));
}
