package sevenservers.asyncore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sevenservers.tests.TestClient;

@Timeout(120)
class MoreToSendTest {

    private static final int ENOUGH = 20_000;

    /** It has no end, and it reads nothing while something is unsent. */
    private static final class Endless extends DispatcherWithSend {

        private int asked;

        Endless(Loop loop, SocketChannel client) throws IOException {
            super(loop, client);
            refill();
        }

        @Override
        protected boolean readable() {
            return unsent() == 0;
        }

        @Override
        protected ByteBuffer more() {
            assertThat(asked++).isLessThan(ENOUGH);
            return ByteBuffer.allocate(PIECE);
        }

        @Override
        protected void handleRead() {
            recv(ByteBuffer.allocate(1));
        }
    }

    @Test
    void isNotAskedForWhenTheConnectionIsBroken() throws IOException {
        try (var loop = new Loop()) {
            var listener = new Dispatcher(loop) {

                private Endless accepted;

                @Override
                protected void handleAccepted(SocketChannel client)
                        throws IOException {
                    accepted = new Endless(loop, client);
                    close();
                }
            };
            listener.createServerSocket();
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(),
                    0));
            listener.listen(1);
            TestClient client =
                    TestClient.connectSlow(listener.address(),
                            Duration.ofSeconds(20));
            while (listener.accepted == null) {
                loop.turn();
            }
            client.reset();
            loop.run();
            assertThat(listener.accepted.isClosed()).isTrue();
            assertThat(listener.accepted.isConnected()).isFalse();
            assertThat(listener.accepted.asked).isLessThan(ENOUGH);
        }
    }
}
