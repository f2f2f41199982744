package sevenservers.benchmarks;

/** A way from any thread to the thread of a loop. */
public enum Way {
    /** A byte in a pipe, which the loop reads, as module 06 does. */
    PIPE,
    /** {@link java.nio.channels.Selector#wakeup()}. */
    WAKEUP
}
