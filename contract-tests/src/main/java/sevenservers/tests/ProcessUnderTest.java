package sevenservers.tests;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A server in a process of its own: its processor time, its descriptors and what it
 * prints can be looked at, and it can be given signals and typed input.
 */
public abstract class ProcessUnderTest extends ServerUnderTest {

    private static final Duration WINDOW = Duration.ofSeconds(2);
    private static final Duration IDLE = Duration.ofMillis(100);

    protected ProcessUnderTest(Duration patience) {
        super(patience);
    }

    /** What the process has printed to its standard output. */
    public abstract String output();

    /** What the process has printed to its standard error. */
    public abstract String errors();

    /** Whether it runs, within the memory that it may use. */
    public abstract boolean isAlive();

    /** The processor time that the process has used since its start. */
    public abstract Duration cpuTime();

    /** The number of open descriptors. Linux only. */
    public abstract int descriptors();

    /**
     * Sends a signal, {@code TERM}, {@code INT}, {@code STOP}, {@code CONT}; Unix
     * only.
     */
    public abstract void signal(String name);

    /** Types a line at the console of the process. */
    public abstract void type(String line);

    /** Ends the standard input of the process. */
    public abstract void endInput();

    /**
     * Waits for the end of the process and of all it prints.
     *
     * @return its exit status
     * @throws AssertionError if it does not end in time
     */
    public abstract int awaitExit();

    /**
     * Waits for two seconds in which the process uses at most 5 % of a processor:
     * the first of them may still see a JVM compile.
     */
    public final void expectIdle(String when) {
        var last = new AtomicReference<>(cpuTime());
        Wait.each(WINDOW, "the server uses no processor time " + when,
                WINDOW.multipliedBy(4), () -> {
                    Duration now = cpuTime();
                    Duration used = now.minus(last.getAndSet(now));
                    return used.compareTo(IDLE) <= 0;
                });
    }

    /** How a server process is to be started. */
    public interface Launch {

        /** The most memory that it may use beyond what it is made of. */
        Launch memory(int megabytes);

        /** The most descriptors that the process may open. */
        Launch descriptors(int most);

        /** Options of the server's command line. */
        Launch options(String... options);

        /** Has all its clients connect through a wire. */
        Launch through(Faults faults);

        /** Starts the process and waits until it listens. */
        ProcessUnderTest start();
    }
}
