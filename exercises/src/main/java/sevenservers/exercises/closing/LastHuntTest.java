package sevenservers.exercises.closing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import sevenservers.tests.Task;
import sevenservers.tests.TestClient;
import sevenservers.tests.Threads;

class LastHuntTest {

    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final int MAX_BACKLOG = 1024 * 1024;

    /**
     * So many long texts are more than the kernel takes for a client that does not
     * read, and less than the backlog.
     */
    private static final int MUCH = 250;

    private final List<TestClient> clients = new ArrayList<>();
    private LastHunt server;

    @BeforeEach
    void start() throws IOException {
        server = LastHunt.start(MAX_BACKLOG);
    }

    @AfterEach
    void stop() {
        clients.forEach(TestClient::close);
        server.close();
    }

    private TestClient connect() {
        TestClient client = TestClient.connectSteady(server.address(), PATIENCE);
        clients.add(client);
        return client;
    }

    /** A member that has been told that it has joined. */
    private TestClient join(String name) {
        TestClient member = connect().send(name + "\n");
        assertThat(member.readLine()).as("the first line that %s is told", name)
                .isEqualTo("(User " + name + " joined)");
        return member;
    }

    private static void expect(TestClient member, String who, String why,
            String... lines) {
        for (String line : lines) {
            assertThat(member.readLine()).as("the next line that %s reads: %s", who,
                    why).isEqualTo(line);
        }
    }

    private static List<String> longTexts() {
        return IntStream.range(0, MUCH)
                .mapToObj(i -> "message " + i + " " + "x".repeat(4000)).toList();
    }

    /** Says each text when the one before has come back. */
    private static void sayAndHear(TestClient member, String name,
            List<String> texts, String why) {
        for (String text : texts) {
            member.send(text + "\n");
            expectMessage(member, name, name, text, why);
        }
    }

    private static void expectMessage(TestClient listener, String who,
            String author, String text, String why) {
        String line = listener.readLine();
        String expected = "#[" + author + "]>>> " + text;
        assertThat(line.equals(expected))
                .as("whether the next line that %s reads is %s, but it is %s: %s",
                        who, shortened(expected), shortened(line), why)
                .isTrue();
    }

    private static String shortened(String line) {
        return line.length() < 40 ? '"' + line + '"'
                : '"' + line.substring(0, 40) + "...\" (" + line.length()
                        + " characters)";
    }

    @Test
    @DisplayName("All members are told what is said, who joins and who leaves,"
            + " from their joining on")
    void allAreToldEverything() {
        TestClient andy = join("andy");
        andy.send("is anybody here?\n");
        expect(andy, "andy", "his own message", "#[andy]>>> is anybody here?");
        TestClient betty = join("betty");
        betty.send("Grüße: hallo\r\n");
        expect(andy, "andy", "betty joins and speaks", "(User betty joined)",
                "#[betty]>>> Grüße: hallo");
        expect(betty, "betty", "her own message", "#[betty]>>> Grüße: hallo");
        betty.close();
        expect(andy, "andy", "betty leaves", "(User betty left)");
        TestClient again = join("betty");
        expect(andy, "andy", "betty comes back", "(User betty joined)");
        again.finish();
        expect(andy, "andy", "betty says that she has said all",
                "(User betty left)");
        again.expectEnd();
    }

    @Test
    @DisplayName("Lines may come in pieces or many at once")
    void linesComeHoweverTheyAreCut() {
        TestClient andy = connect();
        andy.sendInSegments("an".getBytes(UTF_8), "dy\none\ntw".getBytes(UTF_8),
                "o\nthree\n".getBytes(UTF_8));
        expect(andy, "andy", "his lines came in three pieces",
                "(User andy joined)", "#[andy]>>> one", "#[andy]>>> two",
                "#[andy]>>> three");
        // Short lines of a long name grow: what is read at once is a lot to tell.
        String name = "n".repeat(32);
        TestClient longName = join(name);
        List<String> many = IntStream.range(0, 5000)
                .mapToObj(i -> Integer.toString(i % 10)).toList();
        Task<Void> talking = Task.start(name + " talks", () -> {
            longName.send(String.join("\n", many) + "\n");
        });
        for (String text : many) {
            expectMessage(longName, "the one of the long name", name, text,
                    "much was said at once");
        }
        talking.await(PATIENCE);
    }

    @Test
    @DisplayName("Who reads late is told the same as the others")
    void whoReadsLateIsToldTheSame() {
        TestClient andy = join("andy");
        TestClient betty = join("betty");
        expect(andy, "andy", "betty joins", "(User betty joined)");
        List<String> texts = longTexts();
        for (int i = 0; i < 2; i++) {
            sayAndHear(andy, "andy", texts, "andy reads while he talks");
            for (String text : texts) {
                expectMessage(betty, "betty", "andy", text, "she did not read"
                        + " while andy talked, and now reads all of it");
            }
        }
        andy.send("the end\n");
        expect(betty, "betty", "she has caught up", "#[andy]>>> the end");
    }

    @Test
    @DisplayName("Who does not read delays nobody, and has left"
            + " when too much is unsent")
    void whoDoesNotReadDelaysNobodyAndIsDropped() throws IOException {
        try (LastHunt strict = LastHunt.start(64 * 1024);
                TestClient andy =
                        TestClient.connectSteady(strict.address(), PATIENCE);
                TestClient betty =
                        TestClient.connectSteady(strict.address(), PATIENCE)) {
            betty.send("betty\n").expectLine("(User betty joined)");
            andy.send("andy\n").expectLine("(User andy joined)");
            boolean left = false;
            for (String text : longTexts()) {
                andy.send(text + "\n");
                String line = andy.readLine();
                if (!left && line.equals("(User betty left)")) {
                    left = true;
                    line = andy.readLine();
                }
                assertThat(shortened(line))
                        .as("the next line that andy reads, while betty does not")
                        .isEqualTo(shortened("#[andy]>>> " + text));
            }
            assertThat(left)
                    .as("whether andy is told that betty has left, who does not"
                            + " read while much more is said than may be unsent;"
                            + " what is kept for her would fill the memory")
                    .isTrue();
        }
    }

    @Test
    @DisplayName("A reset ends one connection, and nothing else")
    void aResetEndsOneConnection() {
        TestClient andy = join("andy");
        TestClient betty = join("betty");
        connect().reset();
        betty.reset();
        expect(andy, "andy", "betty's connection broke", "(User betty joined)",
                "(User betty left)");
        andy.send("still here\n");
        expect(andy, "andy", "he goes on", "#[andy]>>> still here");
    }

    @Test
    @DisplayName("Who breaks the rules is ended, and says nothing to the others")
    void whoBreaksTheRulesIsEnded() {
        TestClient andy = join("andy");
        connect().send("andy\n").expectEnd();
        connect().send("a name\n").expectEnd();
        TestClient betty = join("betty");
        betty.send("x".repeat(4097)).expectEnd();
        TestClient carl = join("carl");
        carl.send(new byte[] {(byte) 0xff, '\n'}).expectEnd();
        andy.send("\u001b[2J\nhello\n");
        expect(andy, "andy", "none of that is told to him, but who came and went",
                "(User betty joined)", "(User betty left)", "(User carl joined)",
                "(User carl left)", "#[andy]>>> hello");
    }

    @Test
    @DisplayName("close() ends all connections and the server's thread")
    void closeEndsAll() {
        TestClient andy = join("andy");
        var address = server.address();
        server.close();
        andy.expectEnd();
        assertThat(TestClient.canConnect(address, PATIENCE))
                .as("whether one can still connect").isFalse();
        assertThat(Threads.named("last-hunt")).as("threads of the server")
                .isEmpty();
    }
}
