package sevenservers.offload;

import sevenservers.contract.ServerOptions;
import sevenservers.contract.Style;
import sevenservers.tests.EchoContract;
import sevenservers.tests.ProcessUnderTest;

/** The same contract when all is handled by the pool. */
class EchoServerOnPoolTest implements EchoContract {

    @Override
    public Style style() {
        return new OffloadStyle();
    }

    /** Work that costs nothing, and is some work nevertheless. */
    @Override
    public ServerOptions defaults() {
        return ServerOptions.defaults().withWork(() -> {
        });
    }

    @Override
    public ProcessUnderTest.Launch process() {
        return EchoContract.super.process().options("--work", "cpu:0us");
    }
}
