package sevenservers.compare.run;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The processor time of a process, of all threads that it has or has had. Linux has
 * a clock for it that knows nanoseconds; what other systems tell Java may be as
 * coarse as a hundredth of a second.
 */
final class ProcessClock {

    private final ProcessHandle process;
    private final boolean precise =
            System.getProperty("os.name").equals("Linux");

    ProcessClock(ProcessHandle process) {
        this.process = process;
    }

    /** In nanoseconds, or -1 if it is not known. */
    long nanos() {
        return precise ? Linux.nanos(process.pid())
                : process.info().totalCpuDuration()
                        .map(Duration::toNanos).orElse(-1L);
    }

    /** Apart, because other systems have no such function. */
    private static final class Linux {

        @SuppressWarnings("restricted")
        private static final MethodHandle CLOCK_GETTIME =
                Linker.nativeLinker().downcallHandle(
                        Linker.nativeLinker().defaultLookup()
                                .findOrThrow("clock_gettime"),
                        FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));

        /** CPUCLOCK_SCHED, behind the inverted number of the process. */
        private static final int SCHEDULED = 2;
        private static final int KIND_BITS = 3;

        static long nanos(long pid) {
            int clock = (int) ~pid << KIND_BITS | SCHEDULED;
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment time = arena.allocate(JAVA_LONG, 2);
                int error = (int) CLOCK_GETTIME.invokeExact(clock, time);
                return error != 0 ? -1
                        : TimeUnit.SECONDS.toNanos(time.getAtIndex(JAVA_LONG, 0))
                                + time.getAtIndex(JAVA_LONG, 1);
            } catch (Throwable impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }
}
