package sevenservers.compare.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import sevenservers.compare.load.FakeChat.Fault;

/** The members of a chat hear everything once, and notice whatever is wrong. */
@Timeout(120)
class ChatLoadTest {

    private static final int MEMBERS = 40;
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration SHORT = Duration.ofMillis(50);

    /** This one says nothing. */
    private static final String LISTENER = "m0005";

    /** This message is to go wrong. */
    private static final String BAD = "m0000 0000000005 ";

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("loses a line", onBad(_ -> List.of()),
                        "m0005 heard message 6 of m0000, but not message 5 before"),
                fault("swaps two lines", swapped(),
                        "m0005 heard message 6 of m0000, but not message 5 before"),
                fault("doubles a line", onBad(line -> List.of(line, line)),
                        "m0005 heard message 5 of m0000 once more"),
                fault("says that a listener has said it", onBad(
                        line -> List.of(line.replace("#[m0000]", "#[m0007]"))),
                        "m0005 heard \"#[m0007]>>> " + BAD),
                fault("changes the text", onBad(line -> List
                        .of(line.substring(0, line.length() - 1) + "!")),
                        "m0005 heard \"#[m0000]>>> " + BAD),
                fault("changes a letter", onBad(line -> List.of(
                        line.substring(0, line.length() - 1) + other(line))),
                        "m0005 heard message 5 of m0000 with another text"),
                fault("cuts the text", onBad(line -> List
                        .of(line.substring(0, line.length() - 1))),
                        "m0005 heard message 5 of m0000 with another text"),
                fault("ends lines as Windows does",
                        onBad(line -> List.of(line + "\r")),
                        "m0005 heard \"#[m0000]>>> " + BAD),
                fault("tells of one who has left",
                        onBad(line -> List.of("(User m0009 disconnected)", line)),
                        "m0005 heard \"(User m0009 disconnected)"),
                fault("sends what a terminal would obey",
                        onBad(_ -> List.of("! \u001b[2J")),
                        "m0005 heard \"! \\u001B[2J\", which nobody said"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void isNamed(Fault fault, String message) throws IOException {
        try (var server = new FakeChat(fault)) {
            expectWrong(server, 1, LONG, message);
        }
    }

    @Test
    void aLineThatAnotherTalkerIsToHaveSaidIsNamed() throws IOException {
        try (var server = new FakeChat(onBad(
                line -> List.of(line.replace("#[m0000]", "#[m0001]"))))) {
            expectWrong(server, 2, LONG, "m0005 heard from m0001 what m0000 has"
                    + " said: \"#[m0001]>>> " + BAD);
        }
    }

    @Test
    void whoHearsItselfSaysSo() throws IOException {
        try (var server = new FakeChat(FakeChat.NONE).thatEchoes()) {
            expectWrong(server, 2, LONG, "heard what it has said itself: \"#[m000");
        }
    }

    @Test
    void anotherOrderForOneMemberIsNoticed() throws IOException {
        List<String> held = new ArrayList<>();
        try (var server = new FakeChat((member, line) -> {
            if (!member.equals(LISTENER) || !line.startsWith("#")) {
                return List.of(line);
            }
            if (line.startsWith("#[m0000]")) {
                held.add(line);
                return List.of();
            }
            List<String> told = new ArrayList<>(List.of(line));
            told.addAll(held);
            held.clear();
            return told;
        })) {
            expectWrong(server, 2, LONG,
                    ", when another member has heard message ");
        }
    }

    @Test
    void aLineThatNeverComesIsNamed() throws IOException {
        try (var server = new FakeChat((member, line) -> member.equals(LISTENER)
                && line.startsWith("#") ? List.of() : List.of(line))) {
            expectWrong(server, 1, PATIENCE, "m0005 waits for message 0 of m0000");
        }
    }

    @Test
    void aTalkerMissesLinesToo() throws IOException {
        try (var server = new FakeChat((member, line) -> member.equals("m0001")
                && line.contains(BAD) ? List.of() : List.of(line))) {
            expectWrong(server, 2, LONG,
                    "m0001 heard message 6 of m0000, but not message 5 before it");
        }
    }

    @Test
    void whoIsSlowIsMeasuredUntilAllIsHeard() throws IOException {
        var end = new AtomicLong(System.nanoTime());
        try (var server = new FakeChat((_, line) -> {
            while (line.startsWith("#") && System.nanoTime() - end.get() < 0) {
                Thread.onSpinWait();
            }
            return List.of(line);
        }); var load = load(server, 1, 0, LONG)) {
            end.set(System.nanoTime() + 2 * SHORT.toNanos());
            Sample sample = load.run(SHORT);
            assertThat(sample.values().get(Load.RATE)).isPositive();
            assertThat(sample.lap().seconds()).isGreaterThan(0.1);
        }
    }

    @Test
    void aMemberThatIsThrownOutSaysSo() throws IOException {
        try (var server = new FakeChat(FakeChat.NONE);
                var load = load(server, 2, 0, LONG)) {
            load.run(SHORT);
            server.end(LISTENER);
            assertThatExceptionOfType(WrongAnswer.class)
                    .isThrownBy(() -> load.run(LONG))
                    .withMessageContaining(
                            "the server has ended the connection of m0005");
        }
    }

    @Test
    void aNewcomerThatIsNotAnnouncedIsMissed() throws IOException {
        try (var server = new FakeChat((member, line) -> member.equals(LISTENER)
                && line.contains("User m0039") ? List.of() : List.of(line))) {
            assertThatExceptionOfType(WrongAnswer.class)
                    .isThrownBy(() -> load(server, 2, 0, PATIENCE))
                    .withMessageContaining("they have heard only 819 of 820 lines"
                            + " about who has joined");
        }
    }

    @Test
    void aNewcomerHearsItsOwnAddress() throws IOException {
        try (var server = new FakeChat((_, line) -> List
                .of(line.replaceFirst("CLIENT: .*", "CLIENT: 127.0.0.1:1")))) {
            assertThatExceptionOfType(WrongAnswer.class)
                    .isThrownBy(() -> load(server, 2, 0, LONG)).withMessageMatching(
                            "m00\\d\\d heard \"CLIENT: 127.0.0.1:1\" in place of"
                                    + " \"CLIENT: 127.0.0.1:\\d+\"");
        }
    }

    @Test
    void whoIsToldTwiceWhatAnotherIsNotToldAtAllSaysSo() throws IOException {
        expectWrongAtTheDoor((member, line) -> {
            if (!line.startsWith("(User m0033 ")) {
                return List.of(line);
            }
            return switch (member) {
                case LISTENER -> List.of();
                case "m0006" -> List.of(line, line);
                default -> List.of(line);
            };
        }, "m0006 heard \"(User m0033 connected from ");
    }

    @Test
    void whoHearsThatItHasJoinedItselfSaysSo() throws IOException {
        expectWrongAtTheDoor((member, line) -> member.equals("m0033")
                && line.startsWith("CLIENT: ")
                        ? List.of(line, line.replace("CLIENT: ",
                                "(User m0033 connected from ") + ")")
                        : List.of(line),
                "m0033 heard \"(User m0033 connected from ");
    }

    private static void expectWrongAtTheDoor(Fault fault, String message)
            throws IOException {
        try (var server = new FakeChat(fault)) {
            assertThatExceptionOfType(WrongAnswer.class)
                    .isThrownBy(() -> load(server, 2, 0, PATIENCE))
                    .withMessageStartingWith(message).withMessageEndingWith(
                            "in place of a notice of who else has joined");
        }
    }

    @Test
    void everyDeliveryIsCountedOnce() throws IOException {
        var lines = new AtomicLong();
        try (var server = new FakeChat((_, line) -> {
            if (line.startsWith("#")) {
                lines.incrementAndGet();
            }
            return List.of(line);
        }); var load = load(server, 2, 0, LONG)) {
            Sample sample = load.run(SHORT);
            long messages = sample.latency().getTotalCount();
            assertThat(messages).isGreaterThanOrEqualTo(2);
            assertThat(lines).hasValue(messages * (MEMBERS - 1));
            assertThat(sample.values().get(Load.RATE)).isPositive();
            assertThat(load.run(SHORT).latency().getTotalCount())
                    .isEqualTo(lines.get() / (MEMBERS - 1) - messages);
        }
    }

    @Test
    void whoDoesNotReadHearsEverythingLater() throws IOException {
        // Fewer than what is said at once.
        int naps = 20;
        var heardByLast = new AtomicLong();
        try (var server = new FakeChat((member, line) -> {
            if (member.equals("m0039") && line.startsWith("#")) {
                heardByLast.incrementAndGet();
            }
            return List.of(line);
        }); var load = load(server, 2, naps, LONG)) {
            Sample sample = load.run(SHORT);
            assertThat(sample.latency().getTotalCount())
                    .isEqualTo(heardByLast.get()).isGreaterThan(naps);
        }
    }

    @Test
    void theOthersWaitForASlowOneThatHearsNothing() throws IOException {
        int naps = 50;
        var heardByOther = new AtomicLong();
        try (var server = new FakeChat((member, line) -> {
            if (!line.startsWith("#")) {
                return List.of(line);
            }
            if (member.equals(LISTENER)) {
                heardByOther.incrementAndGet();
            }
            return member.equals("m0039") ? List.of() : List.of(line);
        }); var load = load(server, 1, naps, PATIENCE)) {
            assertThatExceptionOfType(WrongAnswer.class)
                    .isThrownBy(() -> load.run(LONG))
                    .withMessageMatching("m0039 waits for \\d+ lines that it had"
                            + " left unread for more than 2000 ms");
            assertThat(heardByOther.get()).isBetween((long) naps, 2L * naps + 64);
        }
    }

    @Test
    void aServerThatWaitsForTheSlowOneKeepsAllWaiting() throws IOException {
        int naps = 5000;
        try (var server = new FakeChat(FakeChat.NONE);
                var load = load(server, 2, naps, PATIENCE)) {
            assertThatExceptionOfType(WrongAnswer.class)
                    .isThrownBy(() -> load.run(LONG))
                    .withMessageContaining(" waits for message ");
        }
    }

    @Test
    void whatTheSlowOneDoesNotHearIsMissed() throws IOException {
        try (var server = new FakeChat((member, line) -> member.equals("m0039")
                && line.contains(BAD) ? List.of() : List.of(line))) {
            try (var load = load(server, 1, 50, LONG)) {
                assertThatExceptionOfType(WrongAnswer.class)
                        .isThrownBy(() -> load.run(SHORT))
                        .withMessageContaining("m0039 heard message 6 of m0000, but"
                                + " not message 5 before it");
            }
        }
    }

    private static ChatLoad load(FakeChat server, int talkers, int naps,
            Duration patience) throws IOException {
        return new ChatLoad(server.target(), MEMBERS, talkers, naps, patience);
    }

    private static void expectWrong(FakeChat server, int talkers,
            Duration patience, String message) throws IOException {
        try (var load = load(server, talkers, 0, patience)) {
            assertThatExceptionOfType(WrongAnswer.class)
                    .isThrownBy(() -> load.run(LONG))
                    .withMessageContaining(message);
        }
    }

    private static Arguments fault(String name, Fault fault, String message) {
        return argumentSet(name, fault, message);
    }

    private interface Change {

        List<String> of(String line);
    }

    private static Fault onBad(Change change) {
        return (member, line) -> member.equals(LISTENER) && line.contains(BAD)
                ? change.of(line) : List.of(line);
    }

    private static Fault swapped() {
        List<String> held = new ArrayList<>();
        return (member, line) -> {
            if (!member.equals(LISTENER)) {
                return List.of(line);
            }
            if (line.contains(BAD)) {
                held.add(line);
                return List.of();
            }
            if (held.isEmpty() || !line.startsWith("#[m0000]")) {
                return List.of(line);
            }
            return List.of(line, held.removeFirst());
        };
    }

    private static String other(String line) {
        return line.endsWith("x") ? "y" : "x";
    }
}
