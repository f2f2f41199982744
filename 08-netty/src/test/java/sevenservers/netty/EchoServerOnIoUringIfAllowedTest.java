package sevenservers.netty;

import sevenservers.tests.EchoContract;

/** Many containers forbid io_uring. */
class EchoServerOnIoUringIfAllowedTest implements EchoContract, ByTransport {

    @Override
    public Transport transport() {
        return Transport.IO_URING;
    }
}
