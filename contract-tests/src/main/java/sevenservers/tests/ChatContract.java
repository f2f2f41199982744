package sevenservers.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import sevenservers.contract.HostPort;
import sevenservers.contract.Limits;
import sevenservers.contract.Service;
import sevenservers.contract.Work;

/**
 * What a chat server promises: the numbers C1 to C8 of PROTOCOL.md, and B1 to B9.
 * Here stand C1 to C5, the conversation; {@link RefusalContract} has C7, the
 * errors, and {@link CrowdContract} what shows only among many: C5, C6 and C8.
 */
public interface ChatContract
        extends
            ServerContract,
            RefusalContract,
            CrowdContract {

    @Override
    default Service service() {
        return Service.CHAT;
    }

    @Test
    @DisplayName("C1: the joiner is sent its address, every other member a notice")
    default void joining() {
        try (var chat = chat()) {
            TestClient client = chat.connect();
            client.send("andy:<handshake>\n").expectLine("CLIENT: "
                    + HostPort.format(client.address()));
            TestClient other = chat.connect();
            other.send("betty:<handshake>\n").expectLine("CLIENT: "
                    + HostPort.format(other.address()));
            client.expectLine("(User betty connected from "
                    + HostPort.format(other.address()) + ")");
        }
    }

    @Test
    @DisplayName("C1: an IPv6 address stands in brackets")
    default void joiningByIpv6() {
        assumeTrue(Addresses.has("::1"), "this machine has no address ::1");
        try (var chat = chat(defaults().withHost("::1"))) {
            TestClient client = chat.connect();
            client.send("andy:<handshake>\n");
            client.expectLine("CLIENT: [::1]:" + client.address().getPort());
        }
    }

    @Test
    @DisplayName("C1: a name has 1 to 32 of A-Z a-z 0-9 _ . -")
    default void goodNames() {
        try (var chat = chat()) {
            chat.join("a");
            chat.join("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
            chat.join("abcdefghijklmnopqrstuvwxyz");
            chat.join("0123456789_.-");
            chat.join("-");
            chat.join("n".repeat(32));
        }
    }

    @Test
    @DisplayName("C1: names are compared exactly")
    default void namesAreComparedExactly() {
        try (var chat = chat()) {
            ChatClient small = chat.join("andy");
            ChatClient large = chat.join("Andy");
            large.say("hello");
            small.expectSaid(large, "hello");
        }
    }

    @Test
    @DisplayName("C1: the handshake may come one byte at a time")
    default void handshakeByteByByte() {
        try (var chat = chat()) {
            TestClient client = chat.connect();
            client.sendByteByByte("andy:<handshake>\n".getBytes(UTF_8));
            client.expectLine("CLIENT: " + HostPort.format(client.address()));
        }
    }

    @Test
    @DisplayName("C1: handshake and messages may come in one segment")
    default void manyLinesInOneSegment() {
        try (var chat = chat()) {
            ChatClient andy = chat.join("andy");
            TestClient betty = chat.connect();
            betty.send("betty:<handshake>\nbetty:one\nbetty:two\nbetty:three\n");
            betty.expectLine("CLIENT: " + HostPort.format(betty.address()));
            andy.expect(
                    "(User betty connected from " + HostPort.format(betty.address())
                            + ")");
            andy.expect("#[betty]>>> one").expect("#[betty]>>> two");
            andy.expect("#[betty]>>> three");
        }
    }

    @Test
    @DisplayName("C2: every other member is sent the text, the sender nothing")
    default void everyOtherMember() {
        try (var chat = chat()) {
            ChatClient andy = chat.join("andy");
            ChatClient betty = chat.join("betty");
            ChatClient carol = chat.join("carol");
            andy.type("andy:hello, all");
            betty.expect("#[andy]>>> hello, all").say("hi");
            carol.expect("#[andy]>>> hello, all").expect("#[betty]>>> hi");
            andy.expect("#[betty]>>> hi");
        }
    }

    @Test
    @DisplayName("C2: who has not joined is sent nothing")
    default void whoHasNotJoinedIsSentNothing() {
        try (var chat = chat()) {
            ChatClient andy = chat.join("andy");
            ChatClient betty = chat.join("betty");
            TestClient joining = chat.connect().send("caro");
            andy.say("not for carol");
            betty.expectSaid(andy, "not for carol");
            joining.send("l:<handshake>\n");
            joining.expectLine("CLIENT: " + HostPort.format(joining.address()));
        }
    }

    @Test
    @DisplayName("C2: the own prefix is taken off once, any other stays")
    default void prefixes() {
        try (var chat = chat()) {
            ChatClient andy = chat.join("andy");
            ChatClient betty = chat.join("betty");
            andy.type("no prefix");
            betty.expect("#[andy]>>> no prefix");
            andy.type("andy:andy:twice");
            betty.expect("#[andy]>>> andy:twice");
            andy.type("betty:I am andy");
            betty.expect("#[andy]>>> betty:I am andy");
            andy.type("Andy:another case");
            betty.expect("#[andy]>>> Andy:another case");
            andy.type("andyx:a longer name");
            betty.expect("#[andy]>>> andyx:a longer name");
            andy.type("andy");
            betty.expect("#[andy]>>> andy");
            andy.type(" andy:a space before");
            betty.expect("#[andy]>>>  andy:a space before");
        }
    }

    @Test
    @DisplayName("C2: a colon in the text stays")
    default void colons() {
        try (var chat = chat()) {
            ChatClient andy = chat.join("andy");
            ChatClient betty = chat.join("betty");
            andy.type("andy:hi betty: see http://localhost:80");
            betty.expect("#[andy]>>> hi betty: see http://localhost:80");
            andy.type("andy::");
            betty.expect("#[andy]>>> :");
            andy.type(":");
            betty.expect("#[andy]>>> :");
        }
    }

    @Test
    @DisplayName("C2: text is not trimmed, and a space is not empty")
    default void spacesStay() {
        try (var chat = chat()) {
            ChatClient andy = chat.join("andy");
            ChatClient betty = chat.join("betty");
            for (String text : List.of(" ", "  a  b  ", "\t", "\ta\t", " ")) {
                andy.say(text);
                betty.expectSaid(andy, text);
            }
        }
    }

    @Test
    @DisplayName("C2: empty text is ignored")
    default void emptyText() {
        try (var chat = chat()) {
            ChatClient andy = chat.join("andy");
            ChatClient betty = chat.join("betty");
            andy.type("").type("andy:").type("\r").type("andy:\r");
            betty.expectNothingFrom(andy).say("and andy?");
            andy.expectSaid(betty, "and andy?");
        }
    }

    @Test
    @DisplayName("C2: one CR right before the LF is dropped")
    default void carriageReturns() {
        try (var chat = chat()) {
            ChatClient andy = chat.join("andy");
            TestClient betty = chat.connect();
            betty.send("betty:<handshake>\r\nbetty:one\r\ntwo\n");
            andy.expect(
                    "(User betty connected from " + HostPort.format(betty.address())
                            + ")")
                    .expect("#[betty]>>> one").expect("#[betty]>>> two");
            betty.sendInSegments("three\r".getBytes(UTF_8),
                    "\nfour\n".getBytes(UTF_8));
            andy.expect("#[betty]>>> three").expect("#[betty]>>> four");
        }
    }

    @Test
    @DisplayName("C2: texts in all scripts arrive unchanged")
    default void scripts() {
        try (var chat = chat()) {
            ChatClient andy = chat.join("andy");
            ChatClient betty = chat.join("betty");
            for (String text : List.of("grüße, 你好, שלום, привет", "😀🧑\u200d🚀",
                    "\ufffd is a character", "\ufeffa mark", "e\u0301",
                    "\ud7ff\ue000",
                    "\uffff", Character.toString(0x10ffff))) {
                andy.say(text);
                betty.expectSaid(andy, text);
            }
        }
    }

    @Test
    @DisplayName("C2: a script means the same however it is split into segments")
    default void everySplit() {
        byte[] script = """
                betty:<handshake>\r
                betty:grüße 😀

                betty:a: b\r
                €
                betty:
                end
                """.getBytes(UTF_8);
        try (var chat = chat()) {
            ChatClient andy = chat.join("andy");
            for (int split = 0; split <= script.length; split++) {
                TestClient betty = chat.connect();
                betty.sendInSegments(Arrays.copyOfRange(script, 0, split),
                        Arrays.copyOfRange(script, split, script.length)).finish();
                String address = HostPort.format(betty.address());
                betty.expectLine("CLIENT: " + address).expectEnd();
                andy.expect("(User betty connected from " + address + ")")
                        .expect("#[betty]>>> grüße 😀").expect("#[betty]>>> a: b")
                        .expect("#[betty]>>> €").expect("#[betty]>>> end")
                        .expect("(User betty disconnected)");
            }
        }
    }

    @Test
    @DisplayName("C2: a UTF-8 sequence may come one byte at a time")
    default void splitUtf8() {
        try (var chat = chat()) {
            ChatClient andy = chat.join("andy");
            ChatClient betty = chat.join("betty");
            andy.client().sendByteByByte("ü€😀\n".getBytes(UTF_8));
            betty.expectSaid(andy, "ü€😀");
        }
    }

    @Test
    @DisplayName("C2: a text of 4,096 bytes arrives whole")
    default void longText() {
        try (var chat = chat()) {
            ChatClient andy = chat.join("andy");
            ChatClient betty = chat.join("betty");
            for (String text : List.of("x".repeat(4096), "😀".repeat(1024))) {
                andy.type(text).type(text + "\r");
                betty.expectSaid(andy, text).expectSaid(andy, text);
            }
        }
    }

    @Test
    @DisplayName("C3: the others are told once that a member has left by FIN")
    default void leavingByFin() {
        try (var chat = chat()) {
            ChatClient andy = chat.join("andy");
            ChatClient betty = chat.join("betty");
            ChatClient carol = chat.join("carol");
            betty.client().finish().expectEnd();
            chat.expectLeft(betty);
            carol.expectNothingFrom(andy);
            andy.expectNothingFrom(carol);
        }
    }

    @Test
    @DisplayName("C3: the others are told once that a member has left by a reset")
    default void leavingByReset() {
        try (var chat = chat()) {
            ChatClient andy = chat.join("andy");
            ChatClient betty = chat.join("betty");
            ChatClient carol = chat.join("carol");
            betty.client().send("half a li").reset();
            chat.expectLeft(betty);
            carol.expectNothingFrom(andy);
            andy.expectNothingFrom(carol);
        }
    }

    @Test
    @DisplayName("C3: the others are told once that a member was sent away")
    default void leavingByError() {
        try (var chat = chat()) {
            ChatClient andy = chat.join("andy");
            ChatClient betty = chat.join("betty");
            ChatClient carol = chat.join("carol");
            betty.client().send((byte) 0xff, (byte) '\n');
            chat.expectLeft(betty);
            betty.expectRefusal("not UTF-8");
            carol.expectNothingFrom(andy);
            andy.expectNothingFrom(carol);
        }
    }

    @Test
    @DisplayName("C3: the others are told once that a member's handler has failed")
    default void leavingByFailure() {
        subject().requireThisJvm("makes a handler throw");
        var throwsOnce = new AtomicBoolean();
        Work work = () -> {
            if (throwsOnce.getAndSet(false)) {
                throw new IllegalStateException("thrown by the test");
            }
        };
        try (var log = LogRecords.capture();
                var chat = chat(defaults().withWork(work))) {
            ChatClient andy = chat.join("andy");
            ChatClient betty = chat.join("betty");
            ChatClient carol = chat.join("carol");
            throwsOnce.set(true);
            betty.say("the last words");
            chat.expectLeft(betty);
            carol.expectNothingFrom(andy);
            andy.expectNothingFrom(carol);
            assertThat(log.failures()).as("what was logged").hasSize(1);
        }
    }

    @Test
    @DisplayName("B7: close() amid a client's lines tells no reason and no notice")
    default void endAmidLines() {
        subject().requireThisJvm("ends the server while it handles a line");
        var end = new AtomicReference<Runnable>(() -> {
        });
        try (var chat = chat(defaults().withWork(() -> end.get().run()))) {
            ChatClient andy = chat.join("andy");
            ChatClient betty = chat.join("betty");
            end.set(chat.server()::stopFromWithin);
            List<String> lines =
                    Collections.nCopies(4, "x".repeat(Limits.MAX_LINE - 100));
            betty.say(String.join("\n", lines));
            // How many of them are handled is for the style to say.
            String line;
            while ((line = andy.client().readLineOrEnd()) != null) {
                assertThat(line).isEqualTo("#[betty]>>> " + lines.getFirst());
            }
            betty.client().expectEnd();
        }
    }

    @Test
    @DisplayName("C3: who never joined leaves in silence")
    default void leavingUnjoined() {
        try (var chat = chat()) {
            ChatClient andy = chat.join("andy");
            ChatClient betty = chat.join("betty");
            chat.connect().finish().expectEnd();
            chat.connect().send("carol:<hand").finish().expectEnd();
            chat.connect().send("andy:<handshake>\n").expectLine("! name taken")
                    .expectEnd();
            chat.connect().send("hello\n").readToEnd();
            chat.connect().send("carol:<hand").reset();
            chat.join("dora");
            betty.expectNothingFrom(andy);
        }
    }

    @Test
    @DisplayName("C3: the name is free once the notice of leaving has come")
    default void namesAreFreeAgain() {
        try (var chat = chat()) {
            chat.join("andy");
            for (int i = 0; i < 10; i++) {
                ChatClient betty = chat.join("betty");
                if (i % 2 == 0) {
                    betty.client().finish();
                } else {
                    betty.client().reset();
                }
                chat.expectLeft(betty);
            }
        }
    }

    @Test
    @DisplayName("C4: complete lines before a FIN are handled before the notice")
    default void linesBeforeFin() {
        try (var chat = chat()) {
            ChatClient andy = chat.join("andy");
            TestClient betty = chat.connect();
            betty.send("betty:<handshake>\none\ntwo\n").finish();
            String address = HostPort.format(betty.address());
            betty.expectLine("CLIENT: " + address).expectEnd();
            andy.expect("(User betty connected from " + address + ")")
                    .expect("#[betty]>>> one").expect("#[betty]>>> two")
                    .expect("(User betty disconnected)");
        }
    }

    @Test
    @DisplayName("C4: an unterminated last line is discarded")
    default void unterminatedLine() {
        try (var chat = chat()) {
            ChatClient andy = chat.join("andy");
            ChatClient betty = chat.join("betty");
            betty.client().send("whole\nunterminated").finish().expectEnd();
            andy.expectSaid(betty, "whole");
            chat.expectLeft(betty);
            chat.connect().send("carol:<handshake>").finish().expectEnd();
            chat.join("dora");
        }
    }

    @Test
    @DisplayName("C4: who sends FIN still receives what was queued, then the end")
    default void queuedBeforeFin() {
        var options = defaults().withMaxBacklog(32 * 1024 * 1024);
        try (var server = start(options)) {
            Visitor slow = Visitor.arrive(service(), server.connectSlow());
            // 6 MB: more than the kernel takes, less than a quarter of
            // maxBacklog.
            Delivery delivery = Delivery.of(6_000, service(), slow, server);
            delivery.awaitHandled();
            slow.client().finish();
            delivery.expectAll();
            slow.client().expectEnd();
        }
    }

    @Test
    @DisplayName("B7: close() sends no notices of leaving")
    default void closeIsSilent() {
        subject().requireOwnServer("it is stopped");
        try (var chat = chat()) {
            List<ChatClient> members =
                    List.of(chat.join("andy"), chat.join("betty"),
                            chat.join("carol"));
            Task<Void> stop = Task.start("close()", chat.server()::stop);
            for (ChatClient member : members) {
                member.client().expectEnd();
                member.client().close();
            }
            stop.await(chat.server().patience());
        }
    }

    @Test
    @DisplayName("B1: TCP_NODELAY is set: no line waits for an acknowledgement")
    default void noDelay() {
        subject().requireNoWire("its own delays would be measured");
        int rounds = 21;
        try (var chat = chat()) {
            ChatClient andy = chat.join("andy");
            ChatClient betty = chat.join("betty");
            long[] nanos = new long[rounds];
            for (int i = 0; i < rounds; i++) {
                // The kernel of who sends and receives in turn acknowledges late,
                // ...
                betty.type("betty:<handshake>").expect("! already joined");
                long start = System.nanoTime();
                andy.say("one").type("andy:<handshake>").expect("! already joined");
                andy.say("two");
                // ... so without the option, two would be held back for 40 ms.
                betty.expectSaid(andy, "one").expectSaid(andy, "two");
                nanos[i] = System.nanoTime() - start;
            }
            Arrays.sort(nanos);
            // It would be so in every round; a busy machine is late in many.
            assertThat(Duration.ofNanos(nanos[rounds / 4]))
                    .as("the time that two lines took in the quicker rounds")
                    .isLessThan(Duration.ofMillis(20));
        }
    }
}
