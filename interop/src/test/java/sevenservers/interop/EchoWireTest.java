package sevenservers.interop;

import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import sevenservers.contract.Service;
import sevenservers.contract.Style;
import sevenservers.tests.EchoWireContract;
import sevenservers.tests.Subject;

/** What becomes of an echo server's clients whose wire breaks, for every style. */
@ParameterizedClass(name = "{0}")
@MethodSource("sevenservers.interop.BadWire#styles")
@Execution(ExecutionMode.CONCURRENT)
record EchoWireTest(Style style) implements EchoWireContract {

    @Override
    public Service service() {
        return Service.ECHO;
    }

    @Override
    public Subject subject() {
        return Subject.of(style);
    }
}
