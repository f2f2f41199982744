package sevenservers.asyncore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sevenservers.contract.Limits;
import sevenservers.contract.ServerLog;
import sevenservers.tests.TestClient;

@Timeout(120)
class AcceptorTest {

    private static final InetSocketAddress ANY_PORT =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final Stage stage = new Stage();
    private final Loop loop = stage.loop;

    AcceptorTest() throws IOException {
    }

    @AfterEach
    void close() throws IOException {
        stage.close();
    }

    @Test
    void acceptsClientsAndSetsTheirOptions() throws IOException {
        var door = new Door();
        TestClient first = stage.connect(door.address()).send("one");
        TestClient second = stage.connect(door.address()).send("two");
        stage.turnUntil("both are accepted", () -> door.clients.size() == 2);
        for (SocketChannel client : door.channels) {
            assertThat(client.getOption(StandardSocketOptions.TCP_NODELAY))
                    .isTrue();
            assertThat(client.getOption(StandardSocketOptions.SO_KEEPALIVE))
                    .isTrue();
        }
        first.finish();
        second.finish();
        door.close();
        stage.run();
        assertThat(door.clients).extracting(client -> client.input.toString())
                .containsExactly("one", "two");
    }

    @Test
    void leavesNothingWhenItCannotListen() throws IOException {
        InetSocketAddress taken = stage.address();
        assertThatIOException().isThrownBy(() -> new Door(taken))
                .isInstanceOf(BindException.class);
        assertThat(loop.dispatchers(Dispatcher.class)).isEmpty();
        stage.run();
    }

    @Test
    void pausesWhenAClientCannotBeServed() throws IOException {
        var door = new Door();
        door.broken = true;
        long begin = System.nanoTime();
        TestClient failed = stage.connect(door.address());
        stage.turnUntil("it has failed", () -> door.failures == 1);
        failed.expectEnd();
        assertThat(loop.dispatchers(Recorder.class)).isEmpty();
        door.broken = false;
        TestClient next = stage.connect(door.address());
        assertThat(stage.turnsWithin(Duration.ofMillis(100)))
                .as("it does not turn without rest").isLessThan(4);
        stage.turnUntil("it tries again", () -> door.clients.size() == 1);
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isGreaterThanOrEqualTo(Limits.ACCEPT_PAUSE);
        assertThat(next.hasInput()).isFalse();
        stage.expectFailures("cannot accept connections");
    }

    @Test
    void acceptsAgainAtOnceWhenToldThatADescriptorIsFree() throws IOException {
        var door = new Door();
        door.broken = true;
        stage.connect(door.address());
        stage.turnUntil("it has failed", () -> door.failures == 1);
        door.broken = false;
        stage.connect(door.address());
        door.acceptAgain();
        stage.turn();
        assertThat(door.clients).hasSize(1);
        stage.expectFailures("cannot accept connections");
    }

    @Test
    void isNotHarmedByAClientThatIsGoneAlready() throws IOException {
        var door = new Door();
        door.gone = true;
        stage.connect(door.address());
        stage.turnUntil("it was accepted", () -> door.failures == 1);
        door.gone = false;
        stage.connect(door.address());
        stage.turnUntil("it accepts", () -> door.clients.size() == 1);
    }

    @Test
    void canBeClosedByItsFirstClient() throws IOException {
        var door = new Door() {
            @Override
            protected void handleAccepted(SocketChannel client)
                    throws IOException {
                super.handleAccepted(client);
                close();
            }
        };
        TestClient only = stage.connect(door.address()).finish();
        stage.connect(door.address());
        stage.run();
        only.expectEnd();
        assertThat(door.clients).hasSize(1);
    }

    private class Door extends Acceptor {

        final List<SocketChannel> channels = new ArrayList<>();
        final List<Recorder> clients = new ArrayList<>();
        boolean broken;
        boolean gone;
        int failures;

        Door() throws IOException {
            this(ANY_PORT);
        }

        Door(InetSocketAddress address) throws IOException {
            super(loop, address, new ServerLog("test"));
        }

        @Override
        protected void handleAccepted(SocketChannel client) throws IOException {
            var dispatcher = new Recorder(loop, client);
            if (broken) {
                failures++;
                throw new IllegalStateException("on purpose");
            }
            if (gone) {
                failures++;
                throw new IOException("on purpose");
            }
            channels.add(client);
            clients.add(dispatcher);
        }
    }
}
