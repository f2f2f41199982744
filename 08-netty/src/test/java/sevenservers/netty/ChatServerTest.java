package sevenservers.netty;

import sevenservers.contract.Style;
import sevenservers.tests.ChatContract;

class ChatServerTest implements ChatContract {

    @Override
    public Style style() {
        return new NettyStyle();
    }
}
