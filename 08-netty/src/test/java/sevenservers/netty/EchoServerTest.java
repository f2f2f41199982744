package sevenservers.netty;

import sevenservers.contract.Style;
import sevenservers.tests.EchoContract;

class EchoServerTest implements EchoContract {

    @Override
    public Style style() {
        return new NettyStyle();
    }
}
