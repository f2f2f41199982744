package sevenservers.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.Service;
import sevenservers.contract.Work;
import sevenservers.tests.Chat;
import sevenservers.tests.ChatClient;
import sevenservers.tests.LogRecords;
import sevenservers.tests.ProcessUnderTest;
import sevenservers.tests.Subject;
import sevenservers.tests.Talk;
import sevenservers.tests.TestClient;
import sevenservers.tests.Wait;

/**
 * How a connection ends: what comes meanwhile is read and dropped, and a channel
 * that will never write again does not wake the loop all the time.
 */
@Timeout(120)
class LingeringCloseTest {

    @ParameterizedTest
    @EnumSource
    void whoIsGoneWhileHeldBackCostsNoProcessorTime(Transport transport) {
        try (var server = start(transport, Service.CHAT)) {
            // Neither reads: each holds back the other, and has unsent lines.
            var chat = new Chat(server);
            ChatClient andy = chat.join(server.connectSteady(), "andy");
            ChatClient betty = chat.join(server.connectSteady(), "betty");
            Talk talk = Talk.of(10_000, andy);
            Talk.of(10_000, betty).awaitStall();
            talk.awaitStall();
            andy.client().reset();
            server.expectIdle("after a write to who is held back has failed");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoIsGivenUpCostsNoProcessorTime(Transport transport) {
        try (var server = start(transport, Service.ECHO, "--write-timeout", "1s")) {
            server.connect().send("hello\n").expectLine("hello");
            int others = server.descriptors();
            TestClient deaf = server.connectSlow();
            // Too much for the kernel: the rest is read when it is given up.
            deaf.send(new byte[16_000_000]);
            Duration before = server.cpuTime();
            Wait.until("its connection is closed", server.patience(),
                    () -> server.descriptors() <= others);
            assertThat(server.cpuTime().minus(before))
                    .as("the processor time of a second in which it lingers")
                    .isLessThan(Duration.ofMillis(500));
        }
    }

    @Test
    void whoIsDroppedKeepsNettyFromNoOther() {
        // It makes its selector anew when that tells it nothing many times.
        try (var log = LogRecords.of("io.netty");
                var chat = new Chat(Subject
                        .of(new NettyStyle())
                        .start(Service.CHAT, ServerOptions.defaults()))) {
            ChatClient talker = chat.join("talker");
            ChatClient reader = chat.join("reader");
            chat.join(chat.server().connectSteady(), "slow");
            Thread.startVirtualThread(() -> reader.client().readToEnd());
            Talk talk = Talk.of(20_000, talker);
            assertThat(talker.client().readLine())
                    .isEqualTo("(User slow disconnected)");
            talk.awaitEnd(chat.server().patience());
            assertThat(log.failures()).isEmpty();
        }
    }

    @Test
    void whatComesAfterTheEndIsNotHandled() {
        var handled = new AtomicInteger();
        Work failing = () -> {
            throw new IllegalStateException("failure " + handled.incrementAndGet());
        };
        try (var log = LogRecords.capture();
                var server = Subject.of(new NettyStyle()).start(Service.ECHO,
                        ServerOptions.defaults().withWork(failing))) {
            TestClient client = server.connect().send("one\n");
            client.expectEnd();
            client.send("two\n").finish();
            server.stop();
            assertThat(handled).hasValue(1);
            assertThat(log.failures()).hasSize(1);
        }
    }

    @Test
    void aResetIsNoFailureOfTheHandler() {
        try (var log = LogRecords.capture();
                var server = Subject.of(new NettyStyle()).start(Service.ECHO,
                        ServerOptions.defaults())) {
            server.connect().send("hello\n").expectLine("hello").reset();
            server.stop();
            assertThat(log.failures()).isEmpty();
        }
    }

    @Test
    void whoIsHeldBackIsReadAndDroppedAtTheEnd() {
        try (var server = Subject.of(new NettyStyle()).start(Service.CHAT,
                ServerOptions.defaults().withGrace(Duration.ofSeconds(1)))) {
            var chat = new Chat(server);
            ChatClient talker = chat.join("talker");
            chat.join(server.connectSteady(), "deaf");
            Talk talk = Talk.of(10_000, talker);
            talk.awaitStall();
            server.stop();
            // No reset: all that it sent was taken, and all it got was the end.
            talk.awaitEnd(server.patience());
            talker.client().expectEnd();
        }
    }

    private static ProcessUnderTest start(Transport transport, Service service,
            String... options) {
        assumeTrue(transport.whyMissing() == null,
                "this machine has no " + transport);
        return Subject.of(new NettyStyle()).process(service)
                .options("--transport", transport.toString()).options(options)
                .start();
    }
}
