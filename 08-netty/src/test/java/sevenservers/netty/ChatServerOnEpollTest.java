package sevenservers.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import sevenservers.tests.ChatClient;
import sevenservers.tests.ChatContract;
import sevenservers.tests.KernelQueues;
import sevenservers.tests.Talk;
import sevenservers.tests.Wait;

class ChatServerOnEpollTest implements ChatContract, ByTransport {

    @Override
    public Transport transport() {
        return Transport.EPOLL;
    }

    @Test
    @DisplayName("C4: what is read unasked before a FIN is told in order")
    void linesReadUnaskedAreToldInOrder() {
        // More than all that is said, so that nobody is dropped (C6); a quarter of
        // it is still so little that the talker is held back (C8).
        try (var chat = chat(defaults().withMaxBacklog(16 * 1024 * 1024))) {
            ChatClient talker = chat.join("talker");
            ChatClient leaver = chat.join("leaver");
            ChatClient slow = chat.join(chat.server().connectSteady(), "slow");
            ChatClient other = chat.join(chat.server().connectSteady(), "other");
            Thread.startVirtualThread(() -> leaver.client().readToEnd());
            Talk.of(8_000, talker).awaitStall();
            List<String> lines = IntStream.range(0, 50)
                    .mapToObj(i -> i + "x".repeat(999)).toList();
            leaver.client().send(String.join("\n", lines) + "\n").finish();
            Wait.until("it is read although nobody is heard", leaver.client()
                    .patience(),
                    () -> KernelQueues.of(leaver.client()).unreadByServer() == 0);
            Thread.startVirtualThread(() -> other.client().readToEnd());
            List<String> heard = new ArrayList<>();
            for (String line = ""; !line.contains("disconnected");) {
                line = slow.client().readLine();
                heard.add(line);
            }
            assertThat(heard).filteredOn(line -> line.startsWith("#[leaver]"))
                    .containsExactlyElementsOf(lines.stream()
                            .map(line -> "#[leaver]>>> " + line).toList());
        }
    }
}
