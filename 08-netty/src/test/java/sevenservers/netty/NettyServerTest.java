package sevenservers.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.Service;
import sevenservers.contract.Work;
import sevenservers.tests.Chat;
import sevenservers.tests.ChatClient;
import sevenservers.tests.ServerUnderTest;
import sevenservers.tests.Subject;

@Timeout(120)
class NettyServerTest {

    @Test
    void whatWasSaidRightBeforeTheEndIsTold() {
        var server = new AtomicReference<ServerUnderTest>();
        var linesToCome = new AtomicInteger(1000);
        Work work = () -> {
            if (linesToCome.decrementAndGet() == 0) {
                server.get().stopFromWithin();
            }
        };
        server.set(Subject.of(new NettyStyle()).start(Service.CHAT,
                ServerOptions.defaults().withWork(work)));
        try (var chat = new Chat(server.get())) {
            ChatClient andy = chat.join("andy");
            ChatClient betty = chat.join("betty");
            linesToCome.set(2);
            betty.client().send("one\ntwo\n");
            andy.expectSaid(betty, "one");
            assertThat(betty.client().readToEnd()).isEmpty();
        }
    }
}
