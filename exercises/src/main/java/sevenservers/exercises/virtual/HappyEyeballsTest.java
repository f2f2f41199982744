package sevenservers.exercises.virtual;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import sevenservers.exercises.virtual.HappyEyeballs.Connector;
import sevenservers.tests.FakeServer;
import sevenservers.tests.Task;
import sevenservers.tests.Wait;

class HappyEyeballsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final Duration NEVER = Duration.ofHours(1);
    private static final InetSocketAddress FIRST =
            new InetSocketAddress("192.0.2.1", 80);
    private static final InetSocketAddress SECOND =
            new InetSocketAddress("192.0.2.2", 80);
    private static final InetSocketAddress THIRD =
            new InetSocketAddress("192.0.2.3", 80);

    private final Network network = new Network();

    /** A network in which each address behaves as a test wants it to. */
    private static final class Network implements Connector {

        private final Map<InetSocketAddress, Connector> behaviour =
                new ConcurrentHashMap<>();
        private final List<InetSocketAddress> tried = new CopyOnWriteArrayList<>();
        private final Map<InetSocketAddress, Long> begun =
                new ConcurrentHashMap<>();
        private final Map<InetSocketAddress, Socket> sockets =
                new ConcurrentHashMap<>();
        private final Set<InetSocketAddress> running =
                ConcurrentHashMap.newKeySet();
        private volatile List<InetSocketAddress> leftBehind;
        private volatile Thread caller;
        private volatile boolean over;

        void set(InetSocketAddress address, Connector connector) {
            behaviour.put(address, connector);
        }

        /** Calls what is under test. */
        Socket race(Duration headStart, InetSocketAddress... addresses)
                throws IOException, InterruptedException {
            caller = Thread.currentThread();
            try {
                return new HappyEyeballs(this, headStart)
                        .connect(List.of(addresses));
            } finally {
                leftBehind = List.copyOf(running);
                over = true;
            }
        }

        @Override
        public Socket connect(InetSocketAddress address) throws Exception {
            tried.add(address);
            begun.put(address, System.nanoTime());
            running.add(address);
            try {
                Socket socket = behaviour.get(address).connect(address);
                sockets.put(address, socket);
                return socket;
            } finally {
                running.remove(address);
            }
        }

        Socket answers(InetSocketAddress address) {
            return new Socket();
        }

        /** Says nothing until the attempt is interrupted. */
        Socket isSilent(InetSocketAddress address) throws InterruptedException {
            try {
                new CountDownLatch(1).await();
                throw new AssertionError("the latch is never opened");
            } finally {
                letCallerWaitOrGo();
            }
        }

        /** Connects at the very moment in which it is interrupted. */
        Socket answersTooLate(InetSocketAddress address) {
            try {
                return isSilent(address);
            } catch (InterruptedException tooLate) {
                return new Socket();
            }
        }

        @SuppressWarnings("ThreadPriorityCheck")
        private void letCallerWaitOrGo() {
            while (!over && caller.getState() != Thread.State.WAITING
                    && caller.getState() != Thread.State.TIMED_WAITING) {
                Thread.yield();
            }
        }

        boolean isOpen(InetSocketAddress address) {
            return !sockets.get(address).isClosed();
        }
    }

    private static Connector refuses(String reason) {
        return _ -> {
            throw new IOException(reason);
        };
    }

    private Socket connect(Duration headStart, InetSocketAddress... addresses) {
        return Task.start("connect", () -> network.race(headStart, addresses))
                .await(PATIENCE);
    }

    private IOException failure(Duration headStart,
            InetSocketAddress... addresses) {
        return Task.start("connect, where no address can be reached", () -> {
            try (var _ = network.race(headStart, addresses)) {
                throw new AssertionError("a connection, where there is none");
            } catch (IOException expected) {
                return expected;
            }
        }).await(PATIENCE);
    }

    @Test
    @DisplayName("An address that answers within its head start is the only one"
            + " that is tried")
    void givesTheFirstAHeadStart() {
        network.set(FIRST, network::answers);
        network.set(SECOND, network::answers);
        Socket socket = connect(NEVER, FIRST, SECOND);
        assertThat(network.tried)
                .as("the addresses tried, of which the first answered at once;"
                        + " to try all of them loads servers for nothing")
                .containsExactly(FIRST);
        assertThat(socket).as("the connection returned")
                .isSameAs(network.sockets.get(FIRST));
        assertThat(network.isOpen(FIRST)).as("the connection returned is open")
                .isTrue();
    }

    @Test
    @DisplayName("While an address is silent, the next is tried"
            + " each time a head start is over")
    void beginsTheNextWhenTheHeadStartIsOver() {
        var headStart = Duration.ofMillis(20);
        network.set(FIRST, network::isSilent);
        network.set(SECOND, network::isSilent);
        network.set(THIRD, network::answers);
        long call = System.nanoTime();
        Socket socket = connect(headStart, FIRST, SECOND, THIRD);
        assertThat(socket).as("the connection returned")
                .isSameAs(network.sockets.get(THIRD));
        assertThat(network.begun.get(SECOND) - call)
                .as("nanoseconds until the second address is tried: the first one"
                        + " has a head start")
                .isGreaterThanOrEqualTo(headStart.toNanos());
        assertThat(network.begun.get(THIRD) - call)
                .as("nanoseconds until the third address is tried: the second one"
                        + " has a head start, too")
                .isGreaterThanOrEqualTo(2 * headStart.toNanos());
    }

    @Test
    @DisplayName("When an address refuses, the next is tried at once")
    void beginsTheNextAtOnceWhenOneHasFailed() throws IOException {
        InetSocketAddress dead = FakeServer.nobody();
        network.set(dead, address -> SocketChannel.open(address).socket());
        try (var server = FakeServer.saying("hello\n")) {
            network.set(server.address(),
                    address -> SocketChannel.open(address).socket());
            // With a head start of an hour, which nobody needs any more.
            try (Socket socket = connect(NEVER, dead, server.address())) {
                socket.getOutputStream().write('\n');
                assertThat(socket.getInputStream().readNBytes(6))
                        .as("what the server at the second address said")
                        .asString().isEqualTo("hello\n");
            }
        }
    }

    @Test
    @DisplayName("A slow address goes on while others are tried, and may still win")
    void letsTheFirstGoOn() {
        var secondTried = new CountDownLatch(1);
        network.set(FIRST, address -> {
            secondTried.await();
            return network.answers(address);
        });
        network.set(SECOND, address -> {
            secondTried.countDown();
            return network.isSilent(address);
        });
        Socket socket = connect(Duration.ofMillis(1), FIRST, SECOND);
        assertThat(socket)
                .as("the connection returned: the first address answered after the"
                        + " second had been tried, and the second never did")
                .isSameAs(network.sockets.get(FIRST));
        assertThat(network.leftBehind)
                .as("the attempts that still went on when connect returned;"
                        + " each holds a thread, and may open a connection")
                .isEmpty();
    }

    @Test
    @DisplayName("Of several that connect at the same moment one stays open")
    void leavesOneConnectionOpen() {
        var together = new CyclicBarrier(3);
        Connector atTheSameMoment = address -> {
            together.await();
            return network.answers(address);
        };
        network.set(FIRST, atTheSameMoment);
        network.set(SECOND, atTheSameMoment);
        network.set(THIRD, atTheSameMoment);
        Socket socket = connect(Duration.ZERO, FIRST, SECOND, THIRD);
        assertThat(network.sockets.values()).as("the connections that came")
                .hasSize(3).contains(socket);
        assertThat(network.sockets.values())
                .as("the connections left open; who drops one without closing it"
                        + " leaves a client behind that never says anything")
                .filteredOn(one -> !one.isClosed()).containsExactly(socket);
    }

    @Test
    @DisplayName("A connection that comes too late is closed")
    void closesAConnectionThatComesTooLate() {
        network.set(FIRST, network::answersTooLate);
        network.set(SECOND, network::answers);
        Socket socket = connect(Duration.ofMillis(1), FIRST, SECOND);
        assertThat(socket).as("the connection returned")
                .isSameAs(network.sockets.get(SECOND));
        assertThat(network.isOpen(SECOND)).as("the connection returned is open")
                .isTrue();
        assertThat(network.leftBehind)
                .as("the attempts that still went on when connect returned;"
                        + " each holds a thread, and may open a connection")
                .isEmpty();
        assertThat(network.isOpen(FIRST))
                .as("the other connection is open: it came when its thread was"
                        + " interrupted, and nobody has closed it")
                .isFalse();
    }

    @Test
    @DisplayName("If no address can be reached, the exception says why for each")
    void tellsWhyEachAddressFailed() {
        network.set(FIRST, refuses("connection refused"));
        network.set(SECOND, _ -> {
            throw new IllegalArgumentException("unresolved");
        });
        network.set(THIRD, refuses("no route"));
        IOException all = failure(NEVER, FIRST, SECOND, THIRD);
        assertThat(all).as("the message: a person has to see which addresses were"
                + " tried, and what is wrong with each")
                .hasMessageContainingAll("192.0.2.1:80: connection refused",
                        "192.0.2.2:80: unresolved", "192.0.2.3:80: no route");
        assertThat(all.getSuppressed()).as("the suppressed failures")
                .extracting(Throwable::getMessage)
                .containsExactly("192.0.2.1:80: connection refused",
                        "192.0.2.2:80: unresolved", "192.0.2.3:80: no route");
    }

    @Test
    @DisplayName("Who is interrupted leaves no attempt and no connection behind")
    void leavesNothingBehindWhenInterrupted() {
        network.set(FIRST, network::isSilent);
        network.set(SECOND, network::answersTooLate);
        Task<String> outcome = Task.start("connect, interrupted", () -> {
            try (var _ = network.race(Duration.ofMillis(1), FIRST, SECOND)) {
                return "a connection";
            } catch (InterruptedException expected) {
                return "an InterruptedException";
            }
        });
        Wait.until("both addresses are tried", PATIENCE,
                () -> network.tried.size() == 2 || outcome.isDone());
        network.caller.interrupt();
        assertThat(outcome.await(PATIENCE))
                .as("what comes of a call that is interrupted")
                .isEqualTo("an InterruptedException");
        assertThat(network.leftBehind)
                .as("the attempts that still went on when connect threw;"
                        + " each holds a thread, and may open a connection")
                .isEmpty();
        assertThat(network.isOpen(SECOND))
                .as("a connection is open that came when all was over").isFalse();
    }
}
