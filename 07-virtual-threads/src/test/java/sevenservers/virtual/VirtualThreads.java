package sevenservers.virtual;

import java.util.List;
import java.util.stream.Stream;
import sevenservers.tests.ShutdownContract;
import sevenservers.tests.Threads;

/** The shutdown of servers whose threads are virtual. */
public interface VirtualThreads extends ShutdownContract {

    /** No other server of this module runs in this JVM at the same time. */
    @Override
    default List<String> threads(ThreadGroup group) {
        return Stream.concat(ShutdownContract.super.threads(group).stream(),
                Threads.virtualIn("sevenservers.virtual").stream()).toList();
    }
}
