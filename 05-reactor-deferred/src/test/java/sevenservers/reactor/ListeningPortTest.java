package sevenservers.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static sevenservers.tests.Wait.PATIENCE;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sevenservers.contract.Limits;
import sevenservers.tests.TestClient;

@Timeout(120)
class ListeningPortTest {

    private static final Duration MOMENT = Duration.ofMillis(1);

    private final Stage stage = new Stage();
    private final Reactor reactor = stage.reactor;
    private final Guests guests = new Guests();

    ListeningPortTest() throws IOException {
    }

    @AfterEach
    void close() throws IOException {
        stage.close();
    }

    @Test
    void makesAProtocolForEveryClient() throws IOException {
        ListeningPort port = listen();
        assertThat(port.getHost().getAddress())
                .isEqualTo(InetAddress.getLoopbackAddress());
        assertThat(port.getHost().getPort()).isPositive();
        TestClient first = stage.connect(port.getHost()).send("one");
        TestClient second = stage.connect(port.getHost()).send("two");
        stage.turnUntil("both are heard",
                () -> guests.built.stream().filter(guest -> !guest.input.isEmpty())
                        .count() == 2);
        assertThat(guests.built).extracting(guest -> guest.input.toString())
                .containsExactly("one", "two");
        assertThat(guests.peers).containsExactly(first.address(),
                second.address());
        assertThat(guests.built).extracting(guest -> guest.transport().getPeer())
                .containsExactly(first.address(), second.address());
        assertThat(guests.built).extracting(guest -> guest.transport().getHost())
                .containsOnly(port.getHost());
    }

    private ListeningPort listen() throws IOException {
        return reactor.listenTCP(Stage.ANY_PORT, guests);
    }

    @Test
    void leavesNothingWhenTheAddressIsTaken() throws IOException {
        ListeningPort port = listen();
        assertThatExceptionOfType(BindException.class)
                .isThrownBy(() -> reactor.listenTCP(port.getHost(), guests));
        stage.connect(port.getHost()).finish();
        stage.turnUntil("a client has come", () -> guests.built.size() == 1);
        stage.end();
    }

    @Test
    void canListenAgainWhereConnectionsHaveEnded() throws IOException {
        ListeningPort port = listen();
        TestClient client = stage.connect(port.getHost());
        stage.turnUntil("a client has come", () -> guests.built.size() == 1);
        guests.built.getFirst().transport().loseConnection();
        port.stopListening();
        stage.turn();
        client.expectEnd();
        client.close();
        stage.turn();
        ListeningPort again = reactor.listenTCP(port.getHost(), guests);
        assertThat(again.getHost()).isEqualTo(port.getHost());
        stage.connect(again.getHost());
        stage.turnUntil("a client has come", () -> guests.built.size() == 2);
    }

    @Test
    void stopsListeningAndLeavesItsClients() throws IOException {
        ListeningPort port = listen();
        TestClient client = stage.connect(port.getHost());
        stage.turnUntil("a client has come", () -> guests.built.size() == 1);
        port.stopListening();
        port.stopListening();
        stage.turn();
        assertThat(TestClient.canConnect(port.getHost(), PATIENCE))
                .isFalse();
        client.send("hello");
        stage.turnUntil("it is heard",
                () -> guests.built.getFirst().input.length() == 5);
    }

    @Test
    void mayBeStoppedByItsFirstClient() throws IOException {
        var ports = new ArrayList<ListeningPort>();
        guests.asked = () -> ports.getFirst().stopListening();
        ports.add(listen());
        TestClient only = stage.connect(ports.getFirst().getHost());
        TestClient other = stage.connect(ports.getFirst().getHost());
        stage.turn();
        assertThat(guests.built).hasSize(1);
        stage.turn();
        Stage.expectReset(other);
        only.send("hello");
        stage.turnUntil("it is heard",
                () -> guests.built.getFirst().input.length() == 5);
    }

    @Test
    void closesWhoGetsNoProtocol() throws IOException {
        guests.full = true;
        ListeningPort port = listen();
        TestClient refused = stage.connect(port.getHost());
        stage.turnUntil("it is refused", () -> guests.peers.size() == 1);
        refused.expectEnd();
        guests.full = false;
        stage.connect(port.getHost());
        stage.turnUntil("a client has come", () -> guests.built.size() == 1);
    }

    @Test
    void isNotHarmedByAClientThatIsGoneAlready() throws IOException {
        ListeningPort port = listen();
        stage.connect(port.getHost()).reset();
        stage.connect(port.getHost());
        stage.turnUntil("both are accepted", () -> guests.built.size() == 2);
        Recorder gone = guests.built.getFirst();
        stage.turnUntil("one is lost", gone::isLost);
        assertThat(gone.events).containsExactly("made", "lost");
    }

    @Test
    void pausesWhenAClientCannotBeServed() throws IOException {
        guests.broken = true;
        ListeningPort port = listen();
        TestClient failed = stage.connect(port.getHost());
        stage.turnUntil("it has failed", () -> guests.peers.size() == 1);
        failed.expectEnd();
        stage.connect(port.getHost());
        stage.expectRest();
        stage.advance(Limits.ACCEPT_PAUSE);
        stage.turnUntil("it has failed again", () -> guests.peers.size() == 2);
        guests.broken = false;
        stage.connect(port.getHost());
        stage.expectRest();
        assertThat(guests.peers).hasSize(2);
        stage.advance(Limits.ACCEPT_PAUSE.minus(MOMENT.multipliedBy(500)));
        stage.turn();
        assertThat(guests.built).as("it is still too early").isEmpty();
        stage.advance(Limits.ACCEPT_PAUSE);
        stage.turnUntil("a client has come", () -> guests.built.size() == 1);
        stage.expectFailures("cannot accept connections");
    }

    @Test
    void acceptsAgainWhenADescriptorIsFree() throws IOException {
        ListeningPort port = listen();
        TestClient leaving = stage.connect(port.getHost());
        stage.turnUntil("a client has come", () -> guests.built.size() == 1);
        guests.broken = true;
        stage.connect(port.getHost());
        stage.turnUntil("it has failed", () -> guests.peers.size() == 2);
        guests.broken = false;
        stage.connect(port.getHost());
        stage.turn();
        assertThat(guests.built).hasSize(1);
        leaving.close();
        stage.turnUntil("one is lost", guests.built.getFirst()::isLost);
        stage.turn();
        assertThat(guests.built).hasSize(2);
        stage.advance(Limits.ACCEPT_PAUSE);
        stage.expectRest();
        stage.expectFailures("cannot accept connections");
    }

    @Test
    void pausesAnewWhenTheFreeDescriptorIsNotEnough() throws IOException {
        ListeningPort port = listen();
        TestClient leaving = stage.connect(port.getHost());
        stage.turnUntil("a client has come", () -> guests.built.size() == 1);
        guests.broken = true;
        stage.connect(port.getHost());
        stage.turnUntil("it has failed", () -> guests.peers.size() == 2);
        stage.connect(port.getHost());
        stage.advance(Limits.ACCEPT_PAUSE.multipliedBy(9).dividedBy(10));
        leaving.close();
        stage.turnUntil("it has failed again", () -> guests.peers.size() == 3);
        guests.broken = false;
        stage.connect(port.getHost());
        stage.advance(Limits.ACCEPT_PAUSE.dividedBy(5));
        stage.turn();
        stage.turn();
        assertThat(guests.built).as("it is still too early").hasSize(1);
        stage.advance(Limits.ACCEPT_PAUSE);
        stage.turnUntil("it accepts", () -> guests.built.size() == 2);
        stage.expectFailures("cannot accept connections");
    }

    @Test
    void acceptsAgainWhenAnAttemptToConnectHasFailed() throws IOException {
        ListeningPort port = listen();
        guests.broken = true;
        stage.connect(port.getHost());
        stage.turnUntil("it has failed", () -> guests.peers.size() == 1);
        guests.broken = false;
        stage.connect(port.getHost());
        var refused = new ClientRecorder();
        reactor.connectTCP(Stage.nobody(), PATIENCE, refused);
        stage.turnUntil("it is refused", () -> !refused.failures.isEmpty());
        stage.turn();
        assertThat(guests.built).hasSize(1);
        stage.expectFailures("cannot accept connections");
    }

    @Test
    void mayBeStoppedWhileItPauses() throws IOException {
        guests.broken = true;
        ListeningPort port = listen();
        stage.connect(port.getHost());
        stage.turnUntil("it has failed", () -> guests.peers.size() == 1);
        port.stopListening();
        stage.advance(Limits.ACCEPT_PAUSE);
        stage.expectRest();
        stage.expectFailures("cannot accept connections");
    }

    @Test
    void mayBeStoppedByTheClientThatCannotBeServed() throws IOException {
        var ports = new ArrayList<ListeningPort>();
        guests.broken = true;
        guests.asked = () -> ports.getFirst().stopListening();
        ports.add(listen());
        stage.connect(ports.getFirst().getHost());
        stage.turnUntil("it has failed", () -> guests.peers.size() == 1);
        stage.advance(Limits.ACCEPT_PAUSE);
        stage.expectRest();
        stage.expectFailures("cannot accept connections");
    }

    @Test
    void servesTheOthersBetweenManyClients() throws IOException {
        ListeningPort port = listen();
        int many = Limits.ACCEPTS_PER_TURN + 1;
        for (int i = 0; i < many; i++) {
            stage.connect(port.getHost());
        }
        stage.turn();
        assertThat(guests.built).hasSize(Limits.ACCEPTS_PER_TURN);
        stage.turn();
        assertThat(guests.built).hasSize(many);
    }

    /** Makes protocols, and remembers for whom. */
    private static final class Guests implements Factory {

        final List<InetSocketAddress> peers = new ArrayList<>();
        final List<Recorder> built = new ArrayList<>();
        Runnable asked = () -> {};
        boolean full;
        boolean broken;

        @Override
        public Protocol buildProtocol(InetSocketAddress peer) {
            peers.add(peer);
            asked.run();
            if (broken) {
                throw new IllegalStateException("on purpose");
            }
            if (full) {
                return null;
            }
            built.add(new Recorder());
            return built.getLast();
        }
    }
}
