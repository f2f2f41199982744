package sevenservers.netty;

import sevenservers.tests.ChatContract;

class ChatServerOnEpollTest implements ChatContract, ByTransport {

    @Override
    public Transport transport() {
        return Transport.EPOLL;
    }
}
