package sevenservers.linechat.programs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import sevenservers.contract.cli.CommandLines;
import sevenservers.linechat.LineChatStyle;

@Timeout(120)
class Pop3CommandTest {

    private static final Passwords VARIABLE =
            new Passwords(Pop3CommandTest::variable, _ -> null);
    private static final Passwords NOBODY = new Passwords(_ -> null, _ -> null);

    private static final String ONE = "From: betty~subject:  one~~1~";
    private static final String TWO = "Subject: \033[2J~ two~~.~";

    /** A mailbox of two messages, of which the second is to be stuffed. */
    private static final String[] SESSION = {"+OK~", "+OK~", "+OK~", "+OK 2 40~",
        "+OK~" + ONE + ".~", "+OK~Subject: \033[2J~ two~~..~.~", "+OK~"};

    private static final String[] DELETING = {SESSION[0], SESSION[1], SESSION[2],
        SESSION[3], SESSION[4], "+OK~", SESSION[5], "+OK~", "+OK~"};

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private static String variable(String name) {
        return name.equals("POP3_PASSWORD") ? Mailbox.PASSWORD : null;
    }

    private int run(FakePop3Server server, String... options) {
        return run(VARIABLE, out, arguments(server, options));
    }

    private static String[] arguments(FakePop3Server server, String... options) {
        return Stream.concat(
                Stream.of("127.0.0.1:" + server.port(), "--user", Mailbox.USER),
                Stream.of(options)).toArray(String[]::new);
    }

    private int run(Passwords passwords, Writer out, String... args) {
        return CommandLines.execute(new CommandLine(new Pop3Command(passwords))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true)), args);
    }

    private static List<String> lines(StringWriter printed) {
        return printed.toString().lines().toList();
    }

    @Test
    void showsSizeAndSubjectOfEachMessage() throws IOException {
        try (var server = FakePop3Server.answering(SESSION)) {
            assertThat(run(server)).isZero();
            assertThat(lines(out)).containsExactly("1: 33 bytes: one",
                    "2: 26 bytes: \\u001B[2J two", "2 fetched, 0 deleted, 2 left");
            assertThat(lines(err)).isEmpty();
            assertThat(server.commands()).contains("PASS " + Mailbox.PASSWORD);
        }
    }

    @Test
    void savesAndDeletesMessages() throws IOException {
        try (var server = FakePop3Server.answering(DELETING)) {
            Path saved = folder.resolve("new/mail");
            assertThat(run(server, "--save", saved.toString(), "--delete"))
                    .isZero();
            assertThat(lines(out)).endsWith("2 fetched, 2 deleted, 0 left");
            assertThat(names(saved)).containsExactly("1.eml", "2.eml");
            assertThat(saved.resolve("1.eml"))
                    .hasContent(ONE.replace("~", "\r\n"));
            assertThat(Files.readString(saved.resolve("2.eml")))
                    .isEqualTo(TWO.replace("~", "\r\n"));
        }
    }

    @Test
    void replacesNoMessageThatWasSavedBefore() throws IOException {
        Files.writeString(folder.resolve("2.eml"), "yesterday's");
        try (var server = FakePop3Server.answering(DELETING)) {
            assertThat(run(server, "--save", folder.toString(), "--delete"))
                    .isEqualTo(1);
            assertThat(lines(err)).containsExactly("127.0.0.1:" + server.port()
                    + " at RETR 2: not handled: " + folder.resolve("2.eml")
                    + " is there already");
            assertThat(names(folder)).containsExactly("1.eml", "2.eml");
            assertThat(folder.resolve("2.eml")).hasContent("yesterday's");
            assertThat(server.commands()).doesNotContain("DELE 2", "QUIT");
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted()
                    .toList();
        }
    }

    @Test
    void savesNothingWhereNoFolderCanBe() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        try (var server = FakePop3Server.answering(SESSION)) {
            assertThat(run(server, "--save", file.toString())).isEqualTo(1);
            assertThat(lines(err)).containsExactly("no folder: " + file);
        }
    }

    @Test
    void deletesNothingThatItCannotShow() throws IOException {
        try (var server = FakePop3Server.answering(DELETING)) {
            var broken = new PrintWriter(new OutputStream() {
                @Override
                public void write(int b) throws IOException {
                    throw new IOException("closed");
                }
            }, true, UTF_8);
            assertThat(run(VARIABLE, broken, arguments(server, "--delete")))
                    .isEqualTo(1);
            assertThat(lines(err)).containsExactly("127.0.0.1:" + server.port()
                    + " at RETR 1: not handled: cannot write to standard output");
            assertThat(server.commands()).endsWith("RETR 1");
        }
    }

    @Test
    void failsWithTheServersWords() throws IOException {
        try (var server = FakePop3Server.answering("+OK~", "+OK~",
                "-ERR go\033[2J away~")) {
            assertThat(run(server)).isEqualTo(1);
            assertThat(lines(err)).containsExactly("127.0.0.1:" + server.port()
                    + " at PASS: refused: go\\u001B[2J away");
        }
    }

    @Test
    void keepsItsLimits() throws IOException {
        try (var server = FakePop3Server.answering(SESSION)) {
            assertThat(run(server, "--limit", "10")).isEqualTo(1);
            assertThat(err.toString()).contains("RETR 1", "10 bytes");
        }
        try (var server = FakePop3Server.answering(SESSION[0], SESSION[1],
                SESSION[2], SESSION[3], SESSION[4], "+OK~")) {
            assertThat(run(server, "--most", "1")).isZero();
            assertThat(lines(out)).endsWith("1 fetched, 0 deleted, 2 left");
        }
        try (var server = FakePop3Server.answering("+OK~", "")) {
            assertThat(run(server, "--timeout", "200ms")).isEqualTo(1);
            assertThat(lines(err)).last().asString()
                    .endsWith("at USER: nothing came for 200 ms");
        }
    }

    @Test
    void readsThePasswordFromAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "né secret\nx");
        try (var server = FakePop3Server.answering(SESSION)) {
            run(server, "--password-file", file.toString());
            assertThat(server.commands()).contains("PASS n\u00c3\u00a9 secret");
        }
    }

    @Test
    void asksForThePassword() throws IOException {
        var asked = new ArrayList<String>();
        var person = new Passwords(_ -> null, words -> {
            asked.add(words);
            return "typed";
        });
        try (var server = FakePop3Server.answering(SESSION)) {
            run(person, out, arguments(server));
            assertThat(asked).containsExactly("Password of anna: ");
            assertThat(server.commands()).contains("PASS typed");
        }
    }

    @Test
    void tellsThatThereIsNoPassword() throws IOException {
        Path absent = folder.resolve("absent");
        assertThat(run(NOBODY, out, "localhost", "--user", "anna")).isEqualTo(1);
        assertThat(run(NOBODY, out, "localhost", "--user", "anna",
                "--password-file", absent.toString())).isEqualTo(1);
        Path other = Files.write(folder.resolve("other"), new byte[] {-1, '\n'});
        assertThat(run(NOBODY, out, "localhost", "--user", "anna",
                "--password-file", other.toString())).isEqualTo(1);
        assertThat(lines(err)).containsExactly("no password: there is no terminal"
                + " to ask at, no POP3_PASSWORD and no --password-file",
                "no password file " + absent, "not UTF-8: " + other);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:0, a port is from 1 to 65535",
        "localhost:99999, a port is from 1 to 65535",
        "::1, 'a server is HOST, HOST:PORT or [IPV6]:PORT'",
        "localhost:, 'a server is HOST, HOST:PORT or [IPV6]:PORT'"})
    void wantsAProperServer(String server, String reason) {
        assertThat(run(VARIABLE, out, server, "--user", "anna")).isEqualTo(2);
        assertThat(err.toString()).contains(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--limit=0", "--limit=x", "--most=0", "--timeout=0s",
        "--timeout=soon", "--user=a\r\nDELE 1", "--user=", "--pass=x", "second"})
    void wantsProperOptions(String option) {
        String[] args = option.startsWith("--user")
                ? new String[] {"localhost", option}
                : new String[] {"localhost", "--user", "anna", option};
        assertThat(run(VARIABLE, out, args)).isEqualTo(2);
        assertThat(err.toString()).contains("See: pop3 --help");
    }

    @Test
    void isAWordOfItsModule() {
        var commands = CommandLines.of(new LineChatStyle());
        assertThat(commands.getSubcommands()).containsKey("pop3");
        commands.setOut(new PrintWriter(out, true));
        assertThat(CommandLines.execute(commands, "pop3", "--help")).isZero();
        assertThat(out.toString()).contains("POP3_PASSWORD", "without TLS");
    }
}
