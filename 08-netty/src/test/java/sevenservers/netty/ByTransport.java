package sevenservers.netty;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeEach;
import sevenservers.contract.Style;
import sevenservers.tests.Contract;
import sevenservers.tests.ProcessUnderTest;

/**
 * The same contract by a transport that not every machine has. Where it is missing,
 * the tests are skipped and say why.
 */
interface ByTransport extends Contract {

    Transport transport();

    @BeforeEach
    default void thisMachineHasIt() {
        assumeTrue(transport().whyMissing() == null,
                () -> "this machine has no " + transport() + ": "
                        + transport().whyMissing());
    }

    @Override
    default Style style() {
        return new NettyStyle(transport());
    }

    @Override
    default ProcessUnderTest.Launch process() {
        return Contract.super.process().options("--transport",
                transport().toString());
    }
}
