package sevenservers.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sevenservers.tests.TestClient;

@Timeout(120)
class ConnectorTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final Stage stage = new Stage();
    private final Reactor reactor = stage.reactor;
    private final ClientRecorder factory = new ClientRecorder();
    private final List<Recorder> guests = new ArrayList<>();
    private final ListeningPort port =
            reactor.listenTCP(Stage.ANY_PORT, _ -> {
                guests.add(new Recorder());
                return guests.getLast();
            });

    ConnectorTest() throws IOException {
    }

    @AfterEach
    void close() throws IOException {
        stage.close();
    }

    private Connector connect() throws IOException {
        return connect(factory);
    }

    private Connector connect(ClientFactory to) throws IOException {
        return reactor.connectTCP(port.getHost(), LONG, to);
    }

    private void turnUntilConnected() throws IOException {
        stage.turnUntil("both sides are connected",
                () -> factory.isConnected() && !guests.isEmpty());
    }

    @Test
    void connects() throws IOException {
        connect();
        assertThat(factory.built).isEmpty();
        turnUntilConnected();
        Recorder here = factory.protocol();
        Recorder there = guests.getFirst();
        assertThat(here.events).containsExactly("made");
        assertThat(here.transport().getPeer()).isEqualTo(port.getHost());
        assertThat(here.transport().getHost())
                .isEqualTo(there.transport().getPeer());
        here.write("hello");
        there.write("welcome");
        stage.turnUntil("both have heard",
                () -> here.input.length() == 7 && there.input.length() == 5);
        here.transport().loseConnection();
        stage.turnUntil("both are lost", () -> here.isLost() && there.isLost());
        assertThat(factory.failures).isEmpty();
    }

    @Test
    void restsWhileConnected() throws IOException {
        connect();
        turnUntilConnected();
        stage.expectRest();
    }

    @Test
    void hasAllTheTimeOnceItIsConnected() throws IOException {
        connect();
        turnUntilConnected();
        stage.advance(LONG.multipliedBy(2));
        stage.turn();
        assertThat(factory.failures).isEmpty();
        assertThat(factory.protocol().isLost()).isFalse();
    }

    @Test
    void saysThatItIsRefused() throws IOException {
        reactor.connectTCP(Stage.nobody(), LONG, factory);
        assertThat(factory.failures).isEmpty();
        turnUntilFailed();
        assertThat(factory.failures).singleElement()
                .isInstanceOfSatisfying(Reason.NotConnected.class, reason -> {
                    assertThat(reason.cause()).isInstanceOf(ConnectException.class);
                    assertThat(reason.message()).contains("refused");
                });
        stage.advance(LONG);
        stage.end();
        assertThat(factory.failures).hasSize(1);
        assertThat(factory.built).isEmpty();
    }

    private void turnUntilFailed() throws IOException {
        stage.turnUntil("it has failed", () -> !factory.failures.isEmpty());
    }

    @Test
    void saysThatAHostIsUnknown() throws IOException {
        reactor.connectTCP(InetSocketAddress.createUnresolved("nowhere", 1), LONG,
                factory);
        assertThat(factory.failures).isEmpty();
        stage.turn();
        assertThat(factory.failures).singleElement()
                .isInstanceOfSatisfying(Reason.NotConnected.class, reason -> {
                    assertThat(reason.cause())
                            .isInstanceOf(UnknownHostException.class);
                    assertThat(reason.message()).isEqualTo("no such host: nowhere");
                });
        stage.end();
        assertThat(factory.failures).hasSize(1);
    }

    @Test
    void saysWhatTheSystemSaysAtOnce() throws IOException {
        var everybody = new InetSocketAddress("255.255.255.255", 1);
        reactor.connectTCP(everybody, LONG, factory);
        assertThat(factory.failures).isEmpty();
        turnUntilFailed();
        assertThat(factory.failures).singleElement()
                .isInstanceOf(Reason.NotConnected.class);
        stage.end();
        assertThat(factory.failures).hasSize(1);
    }

    @Test
    void givesUpWhenItsTimeIsOver() throws IOException {
        try (var busy = new BusyPort()) {
            var patience = Duration.ofSeconds(30);
            reactor.connectTCP(busy.address, patience, factory);
            stage.advance(patience.minusSeconds(5));
            stage.expectRest();
            assertThat(factory.failures).isEmpty();
            stage.advance(Duration.ofSeconds(5));
            stage.turn();
            assertThat(factory.failures)
                    .containsExactly(new Reason.TimedOut(patience));
            stage.end();
        }
        assertThat(factory.failures).hasSize(1);
        assertThat(factory.built).isEmpty();
    }

    @Test
    void hasNoTimeBeforeNow() throws IOException {
        assertThatIllegalArgumentException().isThrownBy(() -> reactor.connectTCP(
                port.getHost(), Duration.ofNanos(-1), factory));
        stage.end();
        assertThat(factory.failures).isEmpty();
    }

    @Test
    void canBeEndedBeforeItIsConnected() throws IOException {
        try (var busy = new BusyPort()) {
            Connector connector = reactor.connectTCP(busy.address, LONG, factory);
            connector.disconnect();
            connector.disconnect();
            assertThat(factory.failures).isEmpty();
            stage.turn();
            assertThat(factory.failures).containsExactly(new Reason.Aborted());
            connector.disconnect();
            stage.end();
            assertThat(factory.failures).hasSize(1);
        }
    }

    @Test
    void canBeEndedAfterItIsRefused() throws IOException {
        Connector connector = reactor.connectTCP(Stage.nobody(), LONG, factory);
        turnUntilFailed();
        connector.disconnect();
        stage.turn();
        assertThat(factory.failures).hasSize(1);
    }

    @Test
    void canBeEndedByAResetOnceItIsConnected() throws IOException {
        Connector connector = connect();
        turnUntilConnected();
        connector.disconnect();
        assertThat(factory.protocol().isLost()).isFalse();
        connector.disconnect();
        stage.turnUntil("both are lost", () -> factory.protocol().isLost()
                && guests.getFirst().isLost());
        assertThat(factory.protocol().reason).isEqualTo(new Reason.Aborted());
        assertThat(guests.getFirst().reason).isInstanceOf(Reason.Lost.class);
        assertThat(factory.failures).isEmpty();
        connector.disconnect();
    }

    @Test
    void canBeEndedInTheTurnInWhichItIsConnected() throws IOException {
        var connectors = new ArrayList<Connector>();
        var ending = new ClientRecorder() {
            @Override
            public Protocol buildProtocol(InetSocketAddress peer) {
                connectors.getFirst().disconnect();
                return super.buildProtocol(peer);
            }
        };
        connectors.add(connect(ending));
        stage.turnUntil("it is connected", ending::isConnected);
        assertThat(ending.protocol().reason).isEqualTo(new Reason.Aborted());
        assertThat(ending.protocol().events).containsExactly("made", "lost");
        assertThat(ending.failures).isEmpty();
    }

    @Test
    void failsIfThereIsNoProtocol() throws IOException {
        var refusing = new ClientRecorder() {
            @Override
            public Protocol buildProtocol(InetSocketAddress peer) {
                return null;
            }
        };
        connect(refusing);
        stage.turnUntil("it has failed", () -> !refusing.failures.isEmpty());
        assertThat(refusing.failures).containsExactly(new Reason.Aborted());
        stage.turnUntil("the other side has come and gone",
                () -> !guests.isEmpty() && guests.getFirst().isLost());
    }

    @Test
    void failsIfTheFactoryDoes() throws IOException {
        var failure = new IllegalStateException("on purpose");
        var failing = new ClientRecorder() {
            @Override
            public Protocol buildProtocol(InetSocketAddress peer) {
                throw failure;
            }
        };
        connect(failing);
        stage.turnUntil("it has failed", () -> !failing.failures.isEmpty());
        assertThat(failing.failures).containsExactly(new Reason.Failed(failure));
        stage.turnUntil("the other side has come and gone",
                () -> !guests.isEmpty() && guests.getFirst().isLost());
    }

    @Test
    void saysThatTheFactoryFailsToHearOfItsFailure() throws IOException {
        class Failing extends ClientRecorder {

            @Override
            public Protocol buildProtocol(InetSocketAddress peer) {
                return null;
            }

            @Override
            public void clientConnectionFailed(Reason reason) {
                super.clientConnectionFailed(reason);
                throw new IllegalStateException("on purpose");
            }
        }

        var refused = new Failing();
        reactor.connectTCP(Stage.nobody(), LONG, refused);
        stage.turnUntil("it is refused", () -> !refused.failures.isEmpty());
        var refusing = new Failing();
        connect(refusing);
        stage.turnUntil("it has refused", () -> !refusing.failures.isEmpty());
        assertThat(refused.failures).hasSize(1);
        assertThat(refusing.failures).hasSize(1);
        stage.expectFailures("on purpose", "on purpose");
    }

    @Test
    void endsWhenTheReactorStops() throws IOException {
        try (var busy = new BusyPort()) {
            reactor.connectTCP(busy.address, LONG, factory);
            stage.end();
        }
        assertThat(factory.failures).containsExactly(new Reason.Aborted());
    }

    @Test
    void endsWhenTheReactorStopsBeforeItHasTurned() throws IOException {
        connect();
        stage.end();
        assertThat(factory.failures).containsExactly(new Reason.Aborted());
        assertThat(factory.built).isEmpty();
    }

    @Test
    void endsWhenTheReactorStopsInTheTurnInWhichItIsConnected()
            throws IOException {
        var stopping = new ClientRecorder() {
            @Override
            public Protocol buildProtocol(InetSocketAddress peer) {
                reactor.stop();
                return super.buildProtocol(peer);
            }
        };
        connect(stopping);
        stage.turnUntil("it is connected", stopping::isConnected);
        assertThat(stopping.protocol().isLost()).isTrue();
        assertThat(stopping.failures).isEmpty();
    }

    /** A port that accepts nobody, and has as many waiting as it may. */
    private final class BusyPort implements AutoCloseable {

        final ServerSocketChannel door =
                ServerSocketChannel.open().bind(Stage.ANY_PORT, 1);
        final InetSocketAddress address =
                (InetSocketAddress) door.getLocalAddress();

        BusyPort() throws IOException {
            TestClient first = stage.connect(address);
            TestClient second = stage.connect(address);
            assertThat(first.address()).isNotEqualTo(second.address());
        }

        @Override
        public void close() throws IOException {
            door.close();
        }
    }
}
