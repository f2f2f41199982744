package sevenservers.tests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a chat server answers to who does something wrong: C7, and B6. */
public interface RefusalContract extends Contract {

    @Test
    @DisplayName("C7: a first line of another form: expected NAME:<handshake>")
    default void expectedHandshake() {
        try (var chat = chat()) {
            for (String line : List.of("", "hello", "andy", "andy:", "andy:hello",
                    "<handshake>", "andy<handshake>", "andy:<handshake> ", "\u0001",
                    "andy:<HANDSHAKE>", "andy: <handshake>", "andy:<handshake>:")) {
                expectRefusal(chat.connect().send(line + "\n"),
                        "expected NAME:<handshake>", line);
            }
        }
    }

    @Test
    @DisplayName("C7: a name that is none: bad name")
    default void badNames() {
        try (var chat = chat()) {
            for (String name : List.of("", " ", " andy", "andy ", "an dy", "a:b",
                    "änne",
                    "a\tb", "a\u0000b", "a\u001b[31m", "#", "n".repeat(33),
                    "<handshake>")) {
                expectRefusal(chat.connect().send(name + ":<handshake>\n"),
                        "bad name",
                        name);
            }
        }
    }

    @Test
    @DisplayName("C7: a member's name: name taken")
    default void nameTaken() {
        try (var chat = chat()) {
            ChatClient andy = chat.join("andy");
            expectRefusal(chat.connect().send("andy:<handshake>\nandy:I am andy\n"),
                    "name taken", "andy");
            chat.join("betty").expectNothingFrom(andy);
        }
    }

    @Test
    @DisplayName("C7: 4,097 bytes: line too long, as soon as they have come")
    default void lineTooLong() {
        String most = "x".repeat(4096);
        try (var chat = chat()) {
            // No LF follows: the server must not wait for one.
            expectTooLong(chat, most + "x");
            expectTooLong(chat, most + "\rx");
            expectTooLong(chat, most + "\r\r");
            expectTooLong(chat, most + "x\n");
            expectTooLong(chat, most + "x\r\n");
            expectTooLong(chat, "😀".repeat(1024) + "x");
        }
    }

    @Test
    @DisplayName("C7: 4,096 bytes and CR LF are a line, in whatever segments")
    default void longestLine() {
        byte[] most = "x".repeat(4096).getBytes(UTF_8);
        try (var chat = chat()) {
            ChatClient andy = chat.join("andy");
            ChatClient betty = chat.join("betty");
            andy.client().send(most).send("\r\n");
            betty.expectSaid(andy, new String(most, UTF_8));
            andy.client().sendInSegments(most, new byte[] {'\r'},
                    new byte[] {'\n'});
            betty.expectSaid(andy, new String(most, UTF_8));
            // The prefix counts as part of the line, though it is taken off.
            andy.type("andy:" + "x".repeat(4091));
            betty.expectSaid(andy, "x".repeat(4091));
            andy.client().sendInSegments(most, new byte[] {'\r'}, new byte[] {'x'});
            andy.expectRefusal("line too long");
        }
    }

    @Test
    @DisplayName("C7: a first line of 4,097 bytes: line too long")
    default void firstLineTooLong() {
        try (var chat = chat()) {
            expectRefusal(chat.connect().send("x".repeat(4097)), "line too long",
                    "x");
            expectRefusal(chat.connect().send("x".repeat(4084) + ":<handshake>\n"),
                    "bad name", "x");
        }
    }

    @Test
    @DisplayName("C7: a line that is not UTF-8: not UTF-8")
    default void notUtf8() {
        try (var chat = chat()) {
            ChatClient andy = chat.join("andy");
            for (String bytes : List.of("\u0080", "\u00bf", "\u00ff", "\u00fe",
                    "\u00c3",
                    "\u00c3(", "\u00e2\u0082", "\u00e2(\u00a1",
                    "\u00f0\u009f\u0098",
                    "ok \u00a0", "\u00f8\u0088\u0080\u0080\u0080",
                    // Overlong: NUL, a slash, and the last of each length.
                    "\u00c0\u0080", "\u00c0\u00af", "\u00c1\u00bf",
                    "\u00e0\u0080\u0080", "\u00e0\u009f\u00bf",
                    "\u00f0\u0080\u0080\u0080", "\u00f0\u008f\u00bf\u00bf",
                    // Surrogates, alone and as a pair; and what is over U+10FFFF.
                    "\u00ed\u00a0\u0080", "\u00ed\u00bf\u00bf",
                    "\u00ed\u00a0\u00bd\u00ed\u00b8\u0080",
                    "\u00f4\u0090\u0080\u0080")) {
                ChatClient betty = chat.join("betty");
                betty.client().send((bytes + "\nnot this\n").getBytes(ISO_8859_1));
                expectRefusal(betty.client(), "not UTF-8", bytes);
                chat.expectLeft(betty);
            }
            chat.join("carol").expectNothingFrom(andy);
        }
    }

    @Test
    @DisplayName("C7: length is checked before UTF-8, and that before the form")
    default void orderOfChecks() {
        try (var chat = chat()) {
            byte[] both = ("\u00ff" + "x".repeat(4096)).getBytes(ISO_8859_1);
            expectRefusal(chat.connect().send(both), "line too long", "too long");
            byte[] bad = "\u00ff:<handshake>\n".getBytes(ISO_8859_1);
            expectRefusal(chat.connect().send(bad), "not UTF-8", "not UTF-8");
            byte[] worse = "\u00ff\n".getBytes(ISO_8859_1);
            expectRefusal(chat.connect().send(worse), "not UTF-8", "not UTF-8");
        }
    }

    @Test
    @DisplayName("C7: an error is told to the offender alone")
    default void offenderAlone() {
        try (var chat = chat()) {
            ChatClient andy = chat.join("andy");
            ChatClient betty = chat.join("betty");
            andy.type("a\u0007b").type("andy:<handshake>")
                    .expect("! control character")
                    .expect("! already joined");
            betty.expectNothingFrom(andy);
        }
    }

    @Test
    @DisplayName("C7: a later handshake of any valid name: already joined")
    default void alreadyJoined() {
        try (var chat = chat()) {
            ChatClient andy = chat.join("andy");
            ChatClient betty = chat.join("betty");
            for (String name : List.of("andy", "betty", "nobody", "-",
                    "n".repeat(32))) {
                andy.type(name + ":<handshake>").expect("! already joined");
            }
            betty.expectNothingFrom(andy);
            ChatClient nobody = chat.join("nobody");
            nobody.expectNothingFrom(andy);
        }
    }

    @Test
    @DisplayName("C7: a later line that merely ends like a handshake is a message")
    default void endsLikeHandshake() {
        try (var chat = chat()) {
            ChatClient andy = chat.join("andy");
            ChatClient betty = chat.join("betty");
            for (String line : List.of(":<handshake>", "a b:<handshake>",
                    "<handshake>",
                    "betty:x:<handshake>", "änne:<handshake>", " betty:<handshake>",
                    "n".repeat(33) + ":<handshake>", "betty:<handshake> ")) {
                andy.type(line);
                betty.expectSaid(andy, line);
            }
            andy.type("andy:betty:<handshake>");
            betty.expectSaid(andy, "betty:<handshake>");
        }
    }

    @Test
    @DisplayName("C7: control characters: the message is dropped, the member stays")
    default void controlCharacters() {
        IntStream forbidden = IntStream.of(0x7f, 0x2028, 0x2029);
        forbidden = IntStream.concat(forbidden, IntStream.range(0, 0x20)
                .filter(c -> c != '\t' && c != '\n'));
        forbidden = IntStream.concat(forbidden, IntStream.rangeClosed(0x80, 0x9f));
        forbidden =
                IntStream.concat(forbidden, IntStream.rangeClosed(0x202a, 0x202e));
        forbidden =
                IntStream.concat(forbidden, IntStream.rangeClosed(0x2066, 0x2069));
        try (var chat = chat()) {
            ChatClient andy = chat.join("andy");
            ChatClient betty = chat.join("betty");
            forbidden.forEach(c -> {
                String text = "a" + Character.toString(c) + "b";
                andy.say(text).type(text);
                assertThat(
                        List.of(andy.client().readLine(), andy.client().readLine()))
                        .as("the answers to U+%04X", c)
                        .containsOnly("! control character");
            });
            betty.expectNothingFrom(andy);
        }
    }

    @Test
    @DisplayName("C7: TAB and the neighbours of the control characters are allowed")
    default void allowedCharacters() {
        try (var chat = chat()) {
            ChatClient andy = chat.join("andy");
            ChatClient betty = chat.join("betty");
            for (int c : new int[] {'\t', ' ', '~', 0xa0, 0xad, 0x200b, 0x200e,
                0x200f,
                0x2027, 0x202f, 0x2065, 0x206a, 0xfeff, 0xfffd}) {
                String text = "a" + Character.toString(c) + "b";
                andy.say(text);
                betty.expectSaid(andy, text);
            }
        }
    }

    @Test
    @DisplayName("C7: a CR that is not right before the LF is a control character")
    default void lonelyCarriageReturn() {
        try (var chat = chat()) {
            ChatClient andy = chat.join("andy");
            ChatClient betty = chat.join("betty");
            andy.type("a\rb").type("ab\r\r").type("\r\r");
            andy.expect("! control character").expect("! control character")
                    .expect("! control character");
            betty.expectNothingFrom(andy);
        }
    }

    @Test
    @DisplayName("C7: over maxConnections: server full, at once, until one leaves")
    default void serverFull() {
        try (var chat = chat(defaults().withMaxConnections(2))) {
            ChatClient andy = chat.join("andy");
            // Who has not joined has a place as well.
            TestClient unjoined = chat.connect().send("half a li");
            expectRefusal(chat.connect(), "server full", "the third");
            expectRefusal(chat.connect().send("carol:<handshake>\n"), "server full",
                    "the third");
            unjoined.finish().expectEnd();
            Visitor next = arriveWhenThereIsRoom(chat.server());
            assertThat(andy.client().readLine())
                    .startsWith("(User " + next.name() + " ");
        }
    }

    @Test
    @DisplayName("C7: no join in time, however bytes trickle: join timeout")
    default void joinTimeout() {
        Duration timeout = Duration.ofSeconds(1);
        try (var chat = chat(defaults().withJoinTimeout(timeout))) {
            ChatClient andy = chat.join("andy");
            long start = System.nanoTime();
            TestClient silent = chat.connect();
            TestClient trickling = chat.connect();
            Wait.each(Duration.ofMillis(100), "the server ends the trickle",
                    chat.server().patience(), () -> {
                        trickling.send("x");
                        return trickling.hasInput();
                    });
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("the time until the refusal")
                    .isGreaterThanOrEqualTo(timeout);
            expectRefusal(trickling, "join timeout", "trickling");
            expectRefusal(silent, "join timeout", "silent");
            // Who has joined in time stays.
            chat.join("betty").expectNothingFrom(andy);
        }
    }

    @Test
    @DisplayName("B6: the reason arrives although megabytes follow the bad line")
    default void reasonSurvivesUnreadInput() {
        try (var chat = chat()) {
            TestClient client = chat.connect().send("no handshake\n");
            client.send("x\n".repeat(1_500_000));
            expectRefusal(client, "expected NAME:<handshake>", "no handshake");
        }
    }

    @Test
    @DisplayName("B6: the reason arrives after a megabyte without LF")
    default void reasonSurvivesEndlessLine() {
        try (var chat = chat()) {
            ChatClient andy = chat.join("andy");
            andy.client().send("x".repeat(1_000_000));
            andy.expectRefusal("line too long");
        }
    }

    @Test
    @DisplayName("B6: everything queued before the reason arrives before it")
    default void queuedBeforeTheReason() {
        try (var server = start(defaults().withMaxBacklog(32 * 1024 * 1024))) {
            Visitor slow = Visitor.arrive(service(), server.connectSlow());
            // 6 MB: more than the kernel takes, less than a quarter of
            // maxBacklog.
            Delivery delivery = Delivery.of(6_000, service(), slow, server);
            delivery.awaitHandled();
            slow.client().send("x".repeat(100_000));
            delivery.expectAll();
            expectRefusal(slow.client(), "line too long", "slow");
        }
    }

    @Test
    @DisplayName("B6: who goes on sending after the reason is closed all the same")
    default void endlessInput() {
        try (var chat = chat()) {
            TestClient client = chat.connect().send("no handshake\n");
            Task<Void> sending = Task.start("sending without end", () -> {
                while (true) {
                    client.write(new byte[1000]);
                }
            });
            expectRefusal(client, "expected NAME:<handshake>", "no handshake");
            Wait.until("the server has closed the connection", client.patience(),
                    sending::isDone);
        }
    }

    private static void expectTooLong(Chat chat, String line) {
        ChatClient member = chat.join("member");
        member.client().send(line);
        member.expectRefusal("line too long");
        chat.expectLeft(member);
    }

    private static void expectRefusal(TestClient client, String reason,
            String what) {
        assertThat(client.readLine()).as("the answer to \"%s\"", what)
                .isEqualTo("! " + reason);
        client.expectEnd();
    }
}
