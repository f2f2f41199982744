package sevenservers.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.Service;
import sevenservers.tests.Chat;
import sevenservers.tests.ChatClient;
import sevenservers.tests.KernelQueues;
import sevenservers.tests.Subject;

/** Netty counts all of a buffer as unsent until its last byte is sent. */
@Timeout(120)
class BacklogTest {

    private static final int PREFIX = "#[talker]>>> ".length();
    private static final String MANY = ("x".repeat(999) + "\n").repeat(14);
    private static final String ONE = "x".repeat(99) + "\n";

    @Test
    void whatIsSentOfABufferDropsNobody() {
        assumeTrue(KernelQueues.available(), "the kernel does not tell its queues");
        int limit = ServerOptions.defaults().maxBacklog();
        try (var chat = new Chat(Subject.of(new NettyStyle())
                .start(Service.CHAT, ServerOptions.defaults()))) {
            ChatClient talker = chat.join("talker");
            ChatClient reader = chat.join("reader");
            ChatClient slow = chat.join(chat.server().connectSteady(), "slow");
            Thread.startVirtualThread(() -> reader.client().readToEnd());
            long told = 0;
            long held = 0;
            String answer = "! already joined";
            while (answer.equals("! already joined")) {
                held = told - KernelQueues.of(slow.client()).unreadByClient();
                String lines = limit - held > 2L * MANY.length() ? MANY : ONE;
                talker.client().send(lines + "talker:<handshake>\n");
                told += lines.length() + PREFIX * lines.lines().count();
                answer = talker.client().readLine();
            }
            assertThat(answer).isEqualTo("(User slow disconnected)");
            assertThat(held).as("unsent bytes of the member that was dropped")
                    .isBetween((long) limit, limit + 2L * (PREFIX + ONE.length()));
        }
    }
}
