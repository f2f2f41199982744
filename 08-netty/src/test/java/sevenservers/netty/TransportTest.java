package sevenservers.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import sevenservers.contract.RunningServer;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.Service;
import sevenservers.contract.Style;
import sevenservers.contract.UnavailableException;
import sevenservers.contract.Work;
import sevenservers.contract.cli.CommandLines;
import sevenservers.tests.Chat;
import sevenservers.tests.ChatClient;
import sevenservers.tests.Subject;

/** The transports, as far as this machine has them, and how one is chosen. */
@Timeout(120)
class TransportTest {

    @ParameterizedTest
    @EnumSource
    void aResetRightBehindInputIsNoticed(Transport transport) {
        var next = new AtomicReference<Runnable>(() -> {
        });
        var busy = new CompletableFuture<Void>();
        var free = new CompletableFuture<Void>();
        Work work = () -> next.getAndSet(() -> {
        }).run();
        assumeTrue(transport.whyMissing() == null,
                "this machine has no " + transport);
        try (var chat = new Chat(Subject.of(new NettyStyle(transport)).start(
                Service.CHAT, ServerOptions.defaults().withWork(work)))) {
            ChatClient andy = chat.join("andy");
            ChatClient betty = chat.join("betty");
            next.set(() -> {
                busy.complete(null);
                free.join();
            });
            andy.type("");
            busy.join();
            betty.client().send("half a li").reset();
            free.complete(null);
            andy.expectLeft(betty);
        }
    }

    /** Where it was missing, its tests would be skipped, and nobody the wiser. */
    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = {"amd64", "aarch64"})
    void linuxHasEpoll() {
        assertThat(Transport.EPOLL.whyMissing()).isNull();
        assertThat(new NettyStyle().variants()).containsEntry("epoll",
                List.of("--transport", "epoll"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NIO", "uring", "", "\u001b[31m"})
    void anotherWordNamesThoseThereAre(String word) {
        var err = new StringWriter();
        CommandLine commands =
                CommandLines.of(new NettyStyle()).setErr(new PrintWriter(err));
        int status = CommandLines.execute(commands, "echo", "--transport", word);
        assertThat(status).isEqualTo(2);
        assertThat(err.toString()).hasLineCount(2).contains("--transport",
                "nio, epoll or io_uring", "08 echo --help")
                .doesNotContain("\u001b");
    }

    @Test
    void whatThisMachineLacksIsToldInOneLine() {
        var err = new StringWriter();
        CommandLine commands = CommandLines.of(new Lacking());
        commands.setErr(new PrintWriter(err));
        assertThat(CommandLines.execute(commands, "chat", "--port", "0"))
                .isEqualTo(1);
        assertThat(err.toString()).hasLineCount(1).startsWith("no such thing here");
    }

    /** A style that would need what no machine has. */
    private static final class Lacking implements Style {

        @Override
        public String name() {
            return "08";
        }

        @Override
        public String title() {
            return "Netty";
        }

        @Override
        public RunningServer startEcho(ServerOptions options) throws IOException {
            throw new UnavailableException("no such thing here", null);
        }

        @Override
        public RunningServer startChat(ServerOptions options) throws IOException {
            throw new UnavailableException("no such thing here", null);
        }

        @Override
        public void runTiny(int port) throws IOException {
            TinyEcho.run(port);
        }
    }
}
