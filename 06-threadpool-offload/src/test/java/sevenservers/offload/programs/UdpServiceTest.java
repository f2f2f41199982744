package sevenservers.offload.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sevenservers.tests.Wait.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sevenservers.contract.RunningServer;
import sevenservers.contract.ServerOptions;

@Timeout(120)
class UdpServiceTest {

    private static final ServerOptions OPTIONS =
            ServerOptions.defaults().withGrace(Duration.ofSeconds(20));

    private static final Duration MOMENT = Duration.ofMillis(20);

    private Asker asker;

    private enum Kind {
        TIME, ECHO, FIB;

        RunningServer start(ServerOptions options) throws IOException {
            return switch (this) {
                case TIME -> UdpTimeServer.start(options);
                case ECHO -> UdpEchoServer.start(options);
                case FIB -> UdpFibServer.start(options);
            };
        }
    }

    @BeforeEach
    void open() throws IOException {
        asker = new Asker();
    }

    @AfterEach
    void close() {
        asker.close();
        expectNoThreads();
    }

    @ParameterizedTest
    @EnumSource
    void leavesNothingBehind(Kind kind) throws IOException {
        RunningServer server = kind.start(OPTIONS);
        asker.ask(server.address(), "5");
        server.close();
        server.close();
        new Asker(server.address()).close();
        expectNoThreads();
    }

    @ParameterizedTest
    @EnumSource
    void leavesNothingBehindWhenItCannotStart(Kind kind) {
        assertThatThrownBy(() -> kind.start(
                OPTIONS.withPort(asker.address().getPort())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("in use");
        assertThatThrownBy(() -> kind.start(OPTIONS.withHost("no.such.invalid")))
                .isInstanceOf(IOException.class);
        expectNoThreads();
    }

    @Test
    void answersWhatItHasReceivedBeforeItEnds() throws IOException {
        RunningServer server = UdpFibServer.start(OPTIONS);
        receiveAll(server.address(), 30, "33");
        List<Thread> closing = IntStream.range(0, 3).mapToObj(
                _ -> Thread.ofVirtual().start(server::close)).toList();
        assertThat(asker.receiveTexts(30)).containsOnly("fib(33) = 5702887");
        await().until(() -> closing.stream().noneMatch(Thread::isAlive));
        asker.expectNothing();
    }

    @Test
    void receivesNothingMoreWhileItEnds() throws IOException {
        RunningServer server = UdpFibServer.start(OPTIONS);
        receiveAll(server.address(), 4, "38");
        Thread closing = Thread.ofVirtual().start(server::close);
        int unanswered = 0;
        try (var late = new Asker()) {
            while (closing.isAlive()) {
                late.send(server.address(), "late");
                unanswered += late.receivesWithin(MOMENT) ? 0 : 1;
            }
            while (late.receivesWithin(MOMENT)) {
                unanswered--;
            }
        }
        assertThat(unanswered).as("the last one may come too late in any case")
                .isGreaterThan(1);
    }

    @Test
    void endsWhenTheGraceIsOverThoughNotAllIsAnswered() throws IOException {
        RunningServer server =
                UdpFibServer.start(OPTIONS.withGrace(Duration.ZERO));
        receiveAll(server.address(), 50, "40");
        server.close();
        expectNoThreads();
        asker.expectNothing();
    }

    @Test
    void closesForAThreadThatIsInterrupted() throws IOException {
        RunningServer server = UdpFibServer.start(OPTIONS);
        assertThat(asker.ask(server.address(), "5")).isEqualTo("fib(5) = 8");
        Thread.currentThread().interrupt();
        server.close();
        assertThat(Thread.interrupted()).isTrue();
    }

    /** A question that is answered at once, and last, tells that all are there. */
    private void receiveAll(InetSocketAddress server, int count, String question)
            throws IOException {
        for (int i = 0; i < count; i++) {
            asker.send(server, question);
        }
        String answer = asker.ask(server, "last");
        assertThat(answer).as("the pool is slower").contains("last");
    }

    /** An executor has ended a moment before its last threads are gone. */
    private static void expectNoThreads() {
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("06-udp")));
    }
}
