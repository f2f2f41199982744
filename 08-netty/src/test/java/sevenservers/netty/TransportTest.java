package sevenservers.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import sevenservers.contract.RunningServer;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.Service;
import sevenservers.contract.Style;
import sevenservers.contract.UnavailableException;
import sevenservers.contract.cli.CommandLines;
import sevenservers.tests.Chat;
import sevenservers.tests.ChatClient;
import sevenservers.tests.ServerUnderTest;
import sevenservers.tests.Subject;

/** The servers by each of the transports, as far as this machine has them. */
@Timeout(60)
class TransportTest {

    private static final ServerOptions OPTIONS = ServerOptions.defaults();

    @ParameterizedTest
    @EnumSource
    void echoes(Transport transport) {
        byte[] bytes = new byte[3_000_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * i >> 7);
        }
        try (var server = start(Service.ECHO, transport)) {
            var client = server.connect();
            var sending =
                    Thread.startVirtualThread(() -> client.send(bytes).finish());
            client.expect(bytes).expectEnd();
            assertThat(sending.isAlive()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void chats(Transport transport) {
        try (var chat = new Chat(start(Service.CHAT, transport))) {
            ChatClient andy = chat.join("andy");
            ChatClient betty = chat.join("betty");
            andy.say("hi");
            betty.expectSaid(andy, "hi").say("hi andy");
            andy.expectSaid(betty, "hi andy");
            betty.client().send((byte) 0xff, (byte) '\n');
            betty.expectRefusal("not UTF-8");
            andy.expectLeft(betty);
        }
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

    private static ServerUnderTest start(Service service, Transport transport) {
        assumeTrue(transport.whyMissing() == null,
                "this machine has no " + transport);
        return Subject.of(new By(transport)).start(service, OPTIONS);
    }

    /** A style that would need what no machine has. */
    private static final class Lacking extends By {

        Lacking() {
            super(Transport.NIO);
        }

        @Override
        public RunningServer startChat(ServerOptions options) throws IOException {
            throw new UnavailableException("no such thing here", null);
        }
    }

    /** The style by one transport, whatever a command line says. */
    private static class By implements Style {

        private final Transport transport;

        By(Transport transport) {
            this.transport = transport;
        }

        @Override
        public String name() {
            return "08";
        }

        @Override
        public String title() {
            return "Netty by " + transport;
        }

        @Override
        public RunningServer startEcho(ServerOptions options) throws IOException {
            return EchoServer.start(options, transport);
        }

        @Override
        public RunningServer startChat(ServerOptions options) throws IOException {
            return ChatServer.start(options, transport);
        }

        @Override
        public void runTiny(int port) throws IOException {
            TinyEcho.run(port);
        }
    }
}
