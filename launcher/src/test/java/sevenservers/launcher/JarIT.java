package sevenservers.launcher;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged project, used as its README says. */
@Timeout(300)
class JarIT {

    /** Is refused at once: a name would be looked up. */
    private static final String NO_HOST = "[::";
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @ParameterizedTest
    @ValueSource(strings = {"", "wrong", "02 wrong"})
    @DisplayName("a missing or wrong word lists those there are; exit status 2")
    void wrongWord(String words) throws Exception {
        try (Jar jar =
                Jar.run(words.isEmpty() ? new String[0] : words.split(" "))) {
            assertThat(jar.status()).isEqualTo(2);
            assertThat(jar.err())
                    .contains(words.startsWith("02") ? "chat" : "client")
                    .contains(words.isEmpty() ? "missing" : "unknown word: wrong");
        }
    }

    @ParameterizedTest
    @CsvSource({"--port,many", "--port,70000", "--max-connections,0", "--grace,5",
        "--work,hard", "--max-backlog,1", "--join-timeout,0s",
        "--no-such-option,1"})
    @DisplayName("a wrong option is named in one line; exit status 2")
    void wrongOption(String option, String value) throws Exception {
        try (Jar jar = Jar.run("02", "chat", option, value)) {
            assertThat(jar.status()).isEqualTo(2);
            assertThat(jar.err()).contains(option).contains("02 chat --help")
                    .hasLineCount(2).doesNotContain("\tat ");
        }
    }

    @Test
    @DisplayName("--version and --help say what they should")
    void versionAndHelp() throws Exception {
        try (Jar version = Jar.run("--version");
                Jar help = Jar.run("01", "echo", "--help")) {
            assertThat(version.status()).isZero();
            assertThat(version.out()).startsWith("Seven Servers ")
                    .doesNotContain("project.version");
            assertThat(help.status()).isZero();
            assertThat(help.out()).contains("--host", "--port", "--max-connections",
                    "--join-timeout", "--write-timeout", "--max-backlog", "--grace",
                    "--work", "--verbose");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"01", "02", "03", "04", "05", "06", "07", "08"})
    @DisplayName("a port that is taken is told in one line; exit status 1")
    void portTaken(String style) throws Exception {
        try (var taken = new ServerSocket(0, 1, LOOPBACK);
                Jar jar = Jar.run(style, "echo", "--port",
                        "" + taken.getLocalPort())) {
            assertThat(jar.status()).isEqualTo(1);
            assertThat(jar.err()).hasLineCount(1).contains(
                    "" + taken.getLocalPort(),
                    "in use", "--port");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"01", "02", "03", "04", "05", "06", "07", "08"})
    @DisplayName("two clients chat until an empty line ends the server")
    void chat(String style) throws Exception {
        try (Jar server = Jar.run(style, "chat", "--port", "0");
                Jar andy = Jar.run("client", "andy", "--port", "" + server.port());
                var plain = new Socket(LOOPBACK, server.port())) {
            plain.setSoTimeout(30_000);
            andy.awaitOut("127.0.0.1:");
            var in = new BufferedReader(
                    new InputStreamReader(plain.getInputStream(), UTF_8));
            plain.getOutputStream().write("betty:<handshake>\n".getBytes(US_ASCII));
            assertThat(in.readLine()).startsWith("CLIENT: 127.0.0.1:");
            andy.awaitOut("betty");
            andy.type("hello, all");
            assertThat(in.readLine()).isEqualTo("#[andy]>>> hello, all");
            plain.getOutputStream().write("hi andy\n".getBytes(US_ASCII));
            andy.awaitOut("hi andy");
            server.type("");
            assertThat(in.readLine()).isNull();
            assertThat(server.status()).isZero();
            assertThat(server.out()).contains(" stopped");
            assertThat(andy.status()).as("the server ended it").isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"01", "02", "03", "04", "05", "06", "07", "08"})
    @DisplayName("client echo sends a file and checks what comes back")
    void echo(String style, @TempDir Path folder) throws Exception {
        byte[] bytes = new byte[3_000_000];
        new Random(1).nextBytes(bytes);
        Path file = Files.write(folder.resolve("file"), bytes);
        try (Jar server = Jar.run(style, "echo", "--port", "0");
                Jar client = Jar.run("client", "echo", "--port", "" + server.port(),
                        file.toString())) {
            assertThat(client.status()).as(client.err()).isZero();
        }
    }

    @Test
    @DisplayName("the options of the command line reach the server")
    void optionsWork() throws Exception {
        try (Jar server = Jar.run("02", "chat", "--port", "0", "--max-connections",
                "1", "--join-timeout", "100ms", "--verbose")) {
            try (var first = new Socket(LOOPBACK, server.port())) {
                assertThat(firstLine(first)).isEqualTo("! join timeout");
            }
            try (var second = new Socket(LOOPBACK, server.port())) {
                second.getOutputStream()
                        .write("andy:<handshake>\n".getBytes(US_ASCII));
                assertThat(firstLine(second)).startsWith("CLIENT: ");
                try (var third = new Socket(LOOPBACK, server.port())) {
                    assertThat(firstLine(third)).isEqualTo("! server full");
                }
            }
            server.type("");
            assertThat(server.status()).isZero();
            assertThat(server.err()).contains("andy from 127.0.0.1:", "joined",
                    "left");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"01", "02", "03", "04", "05", "06", "07", "08"})
    @DisplayName("tiny echoes, too")
    void tiny(String style) throws Exception {
        try (Jar server = Jar.run(style, "tiny", "--port", "0");
                var client = new Socket(LOOPBACK, server.port())) {
            client.getOutputStream().write("hello\n".getBytes(US_ASCII));
            assertThat(firstLine(client)).isEqualTo("hello");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat", "question"})
    @DisplayName("SEVEN_HOST says where to listen, if --host does not")
    void hostOfEnvironment(String program) throws Exception {
        Map<String, String> environment = Map.of("SEVEN_HOST", NO_HOST);
        try (Jar server = Jar.run(environment, "02", program, "--port", "0");
                Jar told = Jar.run(environment, "02", program, "--port", "0",
                        "--host", "127.0.0.1")) {
            assertThat(server.status()).isEqualTo(1);
            assertThat(server.err()).contains(NO_HOST);
            told.awaitOut("listens on 127.0.0.1:");
        }
    }

    @Test
    @DisplayName("client alive tells a server from none")
    void alive() throws Exception {
        try (Jar server = Jar.run("02", "chat", "--port", "0");
                Jar alive = Jar.run("client", "alive", "--port",
                        "" + server.port())) {
            assertThat(alive.status()).as(alive.err()).isZero();
            server.type("");
            assertThat(server.status()).isZero();
            try (Jar dead = Jar.run("client", "alive", "--port",
                    "" + server.port())) {
                assertThat(dead.status()).isEqualTo(1);
            }
        }
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    @DisplayName("a server that Maven has started ends when Maven is killed")
    void endsWithParent() throws Exception {
        try (Jar shell = Jar.runBelowShell("02", "chat", "--port", "0")) {
            shell.port();
            ProcessHandle server = shell.child();
            try {
                shell.kill();
                assertThat(server.onExit()).succeedsWithin(Duration.ofMinutes(1));
            } finally {
                server.destroyForcibly();
            }
        }
    }

    @Test
    @DisplayName("compare knows all styles, and their sources")
    void compare() throws Exception {
        try (Jar list = Jar.run("compare", "--list");
                Jar diff = Jar.run("compare", "diff", "01", "07", "--chat");
                Jar wrong = Jar.run("compare", "--to", "00")) {
            assertThat(list.status()).isZero();
            assertThat(list.out()).contains("01  ", "07  ",
                    "virtual threads");
            assertThat(diff.status()).isZero();
            assertThat(diff.out()).contains("01 ChatServer.java",
                    "package sevenservers.virtual;");
            assertThat(wrong.status()).isEqualTo(2);
            assertThat(wrong.err()).hasLineCount(1).contains("no contender 00",
                    "07");
        }
    }

    @Test
    @DisplayName("it holds nothing of JMH, whose licence is not the project's")
    void holdsNoJmh() throws IOException {
        try (var jar = new JarFile(System.getProperty("seven.jar"))) {
            assertThat(jar.stream().map(JarEntry::getName))
                    .contains("sevenservers/launcher/Main.class")
                    .noneMatch(name -> name.startsWith("org/openjdk/"));
        }
    }

    private static String firstLine(Socket socket) throws IOException {
        socket.setSoTimeout(30_000);
        return new BufferedReader(
                new InputStreamReader(socket.getInputStream(), UTF_8))
                .readLine();
    }
}
