package sevenservers.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.Service;
import sevenservers.contract.Work;
import sevenservers.tests.Chat;
import sevenservers.tests.ChatClient;
import sevenservers.tests.Subject;

/** A client that is gone can be told nothing more, but what it said is heard. */
@Timeout(120)
class FailedWriteTest {

    @ParameterizedTest
    @EnumSource
    void linesBeforeAFailedWriteAreHandled(Transport transport) {
        assumeTrue(transport.whyMissing() == null,
                "this machine has no " + transport);
        var next = new AtomicReference<Runnable>(() -> {
        });
        var busy = new CompletableFuture<Void>();
        var free = new CompletableFuture<Void>();
        Work work = () -> next.getAndSet(() -> {
        }).run();
        try (var chat = new Chat(Subject.of(new NettyStyle(transport)).start(
                Service.CHAT, ServerOptions.defaults().withWork(work)))) {
            ChatClient andy = chat.join("andy");
            ChatClient betty = chat.join("betty");
            ChatClient carol = chat.join("carol");
            betty.expectNothingFrom(carol);
            next.set(() -> {
                busy.complete(null);
                free.join();
            });
            // Both say more than is read at once: betty is told, and cannot be told
            // any more, before she is read to the end.
            String line = "x".repeat(999) + "\n";
            andy.client().send(line.repeat(30)).send(line.repeat(30));
            busy.join();
            betty.client().send(line.repeat(30)).send(line.repeat(20));
            betty.client().close();
            free.complete(null);
            List<String> heard = new ArrayList<>();
            for (String last = ""; !last.contains("betty disconnected");) {
                last = carol.client().readLine();
                heard.add(last);
            }
            assertThat(heard).filteredOn(said -> said.startsWith("#[betty]"))
                    .hasSize(50);
        }
    }
}
