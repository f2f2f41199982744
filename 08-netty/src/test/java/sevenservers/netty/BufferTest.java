package sevenservers.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import io.netty.buffer.PoolArenaMetric;
import io.netty.buffer.PooledByteBufAllocator;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.Service;
import sevenservers.tests.Chat;
import sevenservers.tests.ChatClient;
import sevenservers.tests.Subject;
import sevenservers.tests.Talk;

/** Buffers are counted by hand: each that was taken is given back in the end. */
@Timeout(120)
class BufferTest {

    @ParameterizedTest
    @EnumSource
    void whatIsHeldAndUnsentIsFreed(Transport transport) {
        assumeTrue(transport.whyMissing() == null,
                "this machine has no " + transport);
        long before = buffersInUse();
        try (var server = Subject.of(new NettyStyle(transport)).start(Service.CHAT,
                ServerOptions.defaults().withGrace(Duration.ZERO))) {
            // Neither reads: each holds back the other, and has unsent lines.
            var chat = new Chat(server);
            ChatClient andy = chat.join(server.connectSteady(), "andy");
            ChatClient betty = chat.join(server.connectSteady(), "betty");
            Talk talk = Talk.of(10_000, andy);
            Talk.of(10_000, betty).awaitStall();
            talk.awaitStall();
            assertThat(buffersInUse()).isGreaterThan(before);
            andy.client().reset();
            server.stop();
        }
        assertThat(buffersInUse()).isEqualTo(before);
    }

    private static long buffersInUse() {
        return PooledByteBufAllocator.DEFAULT.metric().directArenas().stream()
                .mapToLong(PoolArenaMetric::numActiveAllocations).sum();
    }
}
