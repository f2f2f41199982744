package sevenservers.netty;

import sevenservers.tests.EchoContract;

class EchoServerOnEpollTest implements EchoContract, ByTransport {

    @Override
    public Transport transport() {
        return Transport.EPOLL;
    }
}
