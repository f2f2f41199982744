package sevenservers.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static sevenservers.tests.Wait.PATIENCE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import sevenservers.asyncore.programs.HttpFileServer;
import sevenservers.contract.RunningServer;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.Style;
import sevenservers.tests.ChatClient;
import sevenservers.tests.TestClient;

/** Clients that nobody here wrote, or wrote in Python, talk to every style. */
@NeedsHostNetwork
class ForeignClientsIT {

    private static final ServerOptions OPTIONS =
            ServerOptions.defaults();

    private static final ForeignContainer CLIENTS =
            new ForeignContainer("ready\n", "sh", "-c",
                    "echo ready; sleep infinity");

    /** How a client is started that joins its input and output with a server. */
    enum Client {

        TWISTED("/usr/bin/python3 /foreign/clients/twisted_client.py PORT"),
        SOCKET("/usr/bin/python3 /foreign/clients/socket_client.py PORT"),
        NETCAT("nc -N 127.0.0.1 PORT");

        private final String command;

        Client(String command) {
            this.command = command;
        }

        ForeignProgram start(RunningServer server) {
            String port = String.valueOf(server.address().getPort());
            return ForeignProgram.start(CLIENTS,
                    command.replace("PORT", port).split(" "));
        }
    }

    @TempDir
    private Path folder;

    @BeforeAll
    static void startContainer() {
        CLIENTS.start();
    }

    @AfterAll
    static void stopContainer() {
        CLIENTS.stop();
    }

    static Stream<String> styles() {
        return Style.all().stream().map(Style::name);
    }

    static Stream<Arguments> clients() {
        return styles().flatMap(style -> Arrays.stream(Client.values())
                .map(client -> Arguments.of(style, client)));
    }

    @ParameterizedTest(name = "{1} chats with {0}")
    @MethodSource("clients")
    void chats(String name, Client kind) throws IOException {
        try (var server = style(name).startChat(OPTIONS);
                var client = TestClient.connect(server.address(), PATIENCE);
                var betty = kind.start(server)) {
            ChatClient andy = ChatClient.join(client, "andy");
            betty.type("betty:<handshake>");
            String address = expectJoined(betty);
            andy.expect("(User betty connected from " + address + ")");
            betty.type("betty:hi andy: see http://localhost");
            andy.expect("#[betty]>>> hi andy: see http://localhost");
            expectHears(betty, andy);
            betty.endInput();
            andy.expect("(User betty disconnected)");
            betty.expectEnd();
        }
    }

    @ParameterizedTest(name = "{1} gets back from {0} all bytes after its FIN")
    @MethodSource("clients")
    void getsBackAllBytes(String name, Client kind) throws IOException {
        byte[] bytes = random();
        try (var server = style(name).startEcho(OPTIONS);
                var client = kind.start(server)) {
            Thread.startVirtualThread(() -> {
                client.write(bytes);
                client.endInput();
            });
            client.expect(bytes);
            client.expectEnd();
        }
    }

    /** It looks at what has come when its own input has ended, and sends no FIN. */
    @ParameterizedTest(name = "curl says and hears all from {0}, to its close()")
    @MethodSource("styles")
    void curlChats(String name) throws IOException {
        try (var server = style(name).startChat(OPTIONS);
                var client = TestClient.connect(server.address(), PATIENCE);
                var betty = curl("-N", telnet(server))) {
            ChatClient andy = ChatClient.join(client, "andy");
            betty.type("betty:<handshake>");
            betty.type("betty:hi andy: see http://localhost");
            betty.endInput();
            String address = expectJoined(betty);
            andy.expect("(User betty connected from " + address + ")")
                    .expect("#[betty]>>> hi andy: see http://localhost");
            expectHears(betty, andy);
            client.finish();
            betty.expectLine("(User andy disconnected)");
            endNow(server);
            betty.expectEnd();
        }
    }

    @ParameterizedTest(name = "curl gets back all from {0}, to its close()")
    @MethodSource("styles")
    void curlGetsBackAllText(String name) throws IOException {
        // Text, for which telnet has no other meaning.
        byte[] text = "grüße, 你好 😀\n".repeat(1_000).getBytes(UTF_8);
        try (var server = style(name).startEcho(OPTIONS);
                var curl = curl("-N", telnet(server))) {
            curl.write(text);
            curl.endInput();
            curl.expect(text);
            endNow(server);
            curl.expectEnd();
        }
    }

    @Test
    void curlFetchesAFile() throws IOException {
        byte[] bytes = random();
        Files.write(folder.resolve("file"), bytes);
        try (var server = HttpFileServer.start(OPTIONS, folder)) {
            String address = "http://127.0.0.1:" + server.address().getPort();
            try (var curl = curl(address + "/file")) {
                curl.expect(bytes);
                curl.expectEnd();
            }
            try (var curl = curl("-r", "500000-", address + "/file",
                    address + "/file")) {
                // Both on one connection.
                byte[] half = Arrays.copyOfRange(bytes, 500_000, bytes.length);
                curl.expect(half);
                curl.expect(half);
                curl.expectEnd();
            }
        }
    }

    private static Style style(String name) {
        return Style.all().stream().filter(style -> style.name().equals(name))
                .findFirst().orElseThrow();
    }

    /** Before the end of a block in which it is a resource. */
    private static void endNow(RunningServer server) {
        server.close();
    }

    private static String expectJoined(ForeignProgram joiner) {
        String line = joiner.readLine();
        assertThat(line).startsWith("CLIENT: 127.0.0.1:");
        return line.substring("CLIENT: ".length());
    }

    private static void expectHears(ForeignProgram listener, ChatClient talker) {
        for (String text : List.of("hi", " grüße, 你好 😀 ", "x".repeat(4_000))) {
            talker.say(text);
            listener.expectLine("#[" + talker.name() + "]>>> " + text);
        }
    }

    private static ForeignProgram curl(String... arguments) {
        return ForeignProgram.start(CLIENTS,
                Stream.concat(Stream.of("curl", "-sf"), Stream.of(arguments))
                        .toArray(String[]::new));
    }

    private static String telnet(RunningServer server) {
        return "telnet://127.0.0.1:" + server.address().getPort();
    }

    private static byte[] random() {
        byte[] bytes = new byte[1_000_000];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
