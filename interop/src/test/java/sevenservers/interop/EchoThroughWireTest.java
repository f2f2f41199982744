package sevenservers.interop;

import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import sevenservers.contract.Style;
import sevenservers.tests.EchoContract;
import sevenservers.tests.Subject;

/** The whole contract of an echo server, for every style, through a bad wire. */
@ParameterizedClass(name = "{0}")
@MethodSource("sevenservers.interop.BadWire#styles")
@Execution(ExecutionMode.CONCURRENT)
record EchoThroughWireTest(Style style) implements EchoContract {

    @Override
    public Subject subject() {
        return BadWire.before(style);
    }
}
