package sevenservers.netty;

import sevenservers.tests.ChatContract;

/** Many containers forbid io_uring. */
class ChatServerOnIoUringIfAllowedTest implements ChatContract, ByTransport {

    @Override
    public Transport transport() {
        return Transport.IO_URING;
    }
}
