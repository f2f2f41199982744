package sevenservers.compare.load;

import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** What an operating system may say. */
record Probes(LongSupplier cpu, LongSupplier memory, IntSupplier threadCount,
        Runnable collector)
        implements
            Target.Probe {

    static final Target.Probe UNKNOWN = new Probes(() -> -1, () -> -1, () -> -1);

    Probes(LongSupplier cpu, LongSupplier memory, IntSupplier threadCount) {
        this(cpu, memory, threadCount, () -> {
        });
    }

    @Override
    public long cpuNanos() {
        return cpu.getAsLong();
    }

    @Override
    public long residentBytes() {
        return memory.getAsLong();
    }

    @Override
    public long peakBytes() {
        return -1;
    }

    @Override
    public int threads() {
        return threadCount.getAsInt();
    }

    @Override
    public int processors() {
        return 1;
    }

    @Override
    public void collectGarbage() {
        collector.run();
    }
}
