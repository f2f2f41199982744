package sevenservers.benchmarks;

import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** How long a chain is. */
@State(Scope.Thread)
public class Length {

    @Param({"1", "10", "100"})
    int callbacks;
}
