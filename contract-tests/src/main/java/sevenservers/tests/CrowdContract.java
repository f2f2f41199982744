package sevenservers.tests;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a chat promises when many are in the room, fast and slow: C5, C6 and C8. */
public interface CrowdContract extends Contract {

    @Test
    @DisplayName("C1: 200 members join at once, each is told of the later")
    default void joiningAtOnce() {
        int count = 200;
        try (var server = start()) {
            List<TestClient> clients = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                clients.add(server.connect());
            }
            for (int i = 0; i < count; i++) {
                clients.get(i).send("member-" + i + ":<handshake>\n");
            }
            for (TestClient client : clients) {
                assertThat(client.readLine()).startsWith("CLIENT: ");
            }
            ChatClient last = ChatClient.join(server.connect(), "last");
            String end = "(User last connected from " + last.address() + ")";
            List<List<String>> told = new ArrayList<>();
            for (TestClient client : clients) {
                told.add(readUntil(end, client));
            }
            // Whoever joined first was told of all others, the second of one less.
            told.sort((a, b) -> b.size() - a.size());
            assertThat(told.getFirst()).as("what the first joiner was told")
                    .hasSize(count - 1).doesNotHaveDuplicates();
            for (int i = 0; i < count; i++) {
                assertThat(told.get(i))
                        .as("what joiner %d of %d was told", i, count)
                        .isEqualTo(told.getFirst().subList(i, count - 1));
            }
        }
    }

    @Test
    @DisplayName("C5: many talkers: all members see the same order")
    default void totalOrder() {
        int talkers = 5;
        int each = 400;
        try (var chat = chat()) {
            List<ChatClient> members = join(chat, talkers + 3);
            List<Task<Void>> talking = new ArrayList<>();
            for (ChatClient talker : members.subList(0, talkers)) {
                talking.add(Task.start("talking",
                        () -> numbered(talker, each).forEach(talker::type)));
            }
            List<Task<List<String>>> listening = new ArrayList<>();
            for (ChatClient member : members) {
                boolean talks = members.indexOf(member) < talkers;
                int lines = each * (talks ? talkers - 1 : talkers);
                listening.add(
                        Task.start("listening", () -> readLines(lines, member)));
            }
            talking.forEach(talk -> talk.await(chat.server().patience()));
            List<String> all = listening.getLast().await(chat.server().patience());
            for (ChatClient member : members) {
                List<String> others =
                        all.stream().filter(line -> !isSaidBy(member, line))
                                .toList();
                assertThat(listening.get(members.indexOf(member))
                        .await(chat.server().patience()))
                        .as("the lines that %s saw, as the last member saw them",
                                member.name())
                        .isEqualTo(others);
            }
            for (ChatClient talker : members.subList(0, talkers)) {
                List<String> own =
                        all.stream().filter(line -> isSaidBy(talker, line))
                                .toList();
                assertThat(own).as("the lines of %s", talker.name())
                        .isEqualTo(told(talker, numbered(talker, each)));
            }
        }
    }

    @Test
    @DisplayName("C5: a joiner sees all after its CLIENT line, none before it")
    default void joinerSeesWhatComesAfter() {
        try (var chat = chat()) {
            ChatClient andy = chat.join("andy");
            ChatClient betty = chat.join("betty");
            andy.say("before");
            betty.expectSaid(andy, "before");
            ChatClient carol = chat.join("carol");
            andy.say("after");
            carol.expectSaid(andy, "after");
        }
    }

    @Test
    @DisplayName("C5: who joins amid talk sees it from there on without a gap")
    default void joiningAmidTalk() {
        try (var server = start()) {
            Visitor talker = Visitor.arrive(service(), server);
            String prefix = "#[" + talker.name() + "]>>> ";
            var enough = new AtomicBoolean();
            Task<Integer> talking = Task.start("talking", () -> {
                int said = 0;
                while (!enough.get()) {
                    for (int i = 0; i < 20; i++) {
                        talker.client().send(said++ + "\n");
                    }
                    talker.ping();
                }
                talker.client().send("end\n");
                return said;
            });
            List<Task<List<String>>> joiners = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                TestClient joiner =
                        ChatClient.join(server.connect(), "joiner-" + i).client();
                String first = joiner.readLine();
                joiners.add(Task.start("listening", () -> {
                    var seen = new ArrayList<>(List.of(first));
                    seen.addAll(readUntil(prefix + "end", joiner));
                    return seen;
                }));
            }
            enough.set(true);
            int said = talking.await(server.patience());
            for (Task<List<String>> joiner : joiners) {
                List<String> seen = joiner.await(server.patience()).stream()
                        .filter(line -> line.startsWith(prefix)).toList();
                assertThat(seen).as("what a joiner saw of the talk")
                        .isEqualTo(IntStream.range(said - seen.size(), said)
                                .mapToObj(i -> prefix + i).toList());
            }
        }
    }

    @Test
    @DisplayName("C6: a slow reader is dropped, the others miss nothing")
    default void slowReaderIsDropped() {
        expectSlowAreDropped(1, 3);
    }

    @Test
    @DisplayName("C6: who leaves less than maxBacklog unread gets all of it")
    default void slowReaderStaysBelowTheLimit() {
        assumeTrue(KernelQueues.available(), "the kernel does not tell its queues");
        int round = 100;
        try (var chat = chat()) {
            ChatClient talker = chat.join("talker");
            List<ChatClient> fast = join(chat, 3);
            ChatClient slow = joinSlow(chat, 1).getFirst();
            int lines = 0;
            // A round is 100 KB: what the server holds ends between 640 and 740 KB.
            for (long held = 0; held < 640_000; lines += round) {
                List<String> texts = texts(lines, lines + round);
                say(talker, texts);
                fast.forEach(reader -> expectSaid(talker, texts, reader));
                long told = (lines + round)
                        * (long) ("#[talker]>>> ".length() + Delivery.LINE);
                held = told - KernelQueues.of(slow.client()).unreadByClient();
            }
            expectSaid(talker, texts(0, lines), slow);
            fast.getFirst().expectNothingFrom(slow);
        }
    }

    @Test
    @DisplayName("C6: error replies count as unread lines")
    default void errorRepliesCount() {
        try (var chat = chat(defaults().withMaxBacklog(100_000))) {
            ChatClient other = chat.join("other");
            ChatClient deaf = chat.join(chat.server().connectSlow(), "deaf");
            // First what the kernel takes: of so many small packets it drops some.
            Talk.of(Talk.MUCH, other).expectStall();
            byte[] lines = "deaf:<handshake>\n".repeat(1000).getBytes(US_ASCII);
            Task.start("making errors", () -> {
                while (true) {
                    deaf.client().write(lines);
                }
            });
            other.expectLeft(deaf);
        }
    }

    @Test
    @DisplayName("C8: all slower than the talker: none dropped, nothing lost")
    default void talkerIsSlowedDown() {
        try (var chat = chat()) {
            ChatClient talker = chat.join("talker");
            List<ChatClient> slow = joinSlow(chat, 3);
            Talk talk = Talk.of(Talk.MUCH, talker);
            talk.expectStall();
            int lines = talk.stop();
            // They read at the same pace, a little each in turn.
            for (int from = 0; from < lines; from += 250) {
                for (ChatClient reader : slow) {
                    talk.expect(from, Math.min(from + 250, lines), reader);
                }
            }
            talk.awaitEnd(chat.server().patience());
            slow.forEach(talker::expectNothingFrom);
        }
    }

    @Test
    @DisplayName("C8: more than half slow: the talker is slowed down")
    default void moreThanHalfIsEnough() {
        try (var chat = chat()) {
            ChatClient talker = chat.join("talker");
            List<ChatClient> fast = join(chat, 2);
            List<ChatClient> slow = joinSlow(chat, 3);
            Talk talk = Talk.of(Talk.MUCH, talker);
            fast.forEach(
                    reader -> Task.start("reading", reader.client()::readToEnd));
            talk.expectStall();
            talk.stop();
            // Slowed down, and not sent away: it goes on when they have left.
            slow.forEach(reader -> reader.client().reset());
            talk.awaitEnd(chat.server().patience());
        }
    }

    @Test
    @DisplayName("C8: exactly half slow: they are dropped, nobody waits")
    default void halfIsNotEnough() {
        expectSlowAreDropped(2, 2);
    }

    @Test
    @DisplayName("C8: who is pushed back is still told what the others say")
    default void pushedBackIsStillTold() {
        try (var chat = chat()) {
            ChatClient talker = chat.join("talker");
            ChatClient slow = joinSlow(chat, 1).getFirst();
            Talk.of(Talk.MUCH, talker).expectStall();
            slow.say("not so fast");
            talker.expectSaid(slow, "not so fast");
        }
    }

    @Test
    @DisplayName("C8: who is pushed back goes on when the slow have left")
    default void pushBackEnds() {
        try (var chat = chat()) {
            ChatClient talker = chat.join("talker");
            ChatClient slow = joinSlow(chat, 1).getFirst();
            Talk talk = Talk.of(Talk.MUCH, talker);
            talk.expectStall();
            talk.stop();
            slow.client().reset();
            talk.awaitEnd(chat.server().patience());
            talker.expectLeft(slow);
        }
    }

    @Test
    @DisplayName("C8: who leaves while pushed back has all lines delivered")
    default void leavingWhilePushedBack() {
        // So many that the kernel takes what the server does not.
        int lines = 3_500;
        try (var chat = chat()) {
            ChatClient talker = chat.join("talker");
            ChatClient slow = joinSlow(chat, 1).getFirst();
            Talk talk = Talk.of(lines, talker);
            Task<Void> leaving = Task.start("leaving", () -> {
                talk.awaitEnd(chat.server().patience());
                talker.client().finish();
            });
            talk.awaitStall();
            talk.expect(0, lines, slow);
            slow.expectLeft(talker);
            leaving.await(chat.server().patience());
        }
    }

    @Test
    @DisplayName("B7: close() amid talk: all are told the same whole lines")
    default void closeAmidTalk() {
        subject().requireOwnServer("it is stopped");
        var options = defaults().withMaxBacklog(16 * 1024 * 1024);
        try (var server = start(options)) {
            List<Task<byte[]>> listening = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                TestClient listener = Visitor.arrive(service(), server).client();
                listening.add(Task.start("listening", listener::readToEnd));
            }
            var bursts = new AtomicInteger();
            for (int i = 0; i < 4; i++) {
                Visitor talker = Visitor.arrive(service(), server);
                Task.start("talking", () -> {
                    while (true) {
                        talker.client()
                                .write("on and on\n".repeat(50).getBytes(US_ASCII));
                        talker.ping();
                        bursts.incrementAndGet();
                    }
                });
            }
            Wait.until("the talk is going on", server.patience(),
                    () -> bursts.get() > 50);
            server.stop();
            List<List<String>> heard = listening.stream()
                    .map(task -> lines(task.await(server.patience()))).toList();
            assertThat(heard.getFirst()).as("notices of leaving")
                    .noneMatch(line -> line.endsWith(" disconnected)"));
            List<String> talk = messages(heard.getFirst());
            assertThat(talk).hasSizeGreaterThan(50 * 50);
            for (List<String> lines : heard) {
                assertThat(messages(lines).equals(talk))
                        .as("two listeners were told the same").isTrue();
            }
        }
    }

    /**
     * In a room of so many readers that never read and so many that do, checks that
     * the first are dropped, and that the others hear every line and each leaving
     * once.
     */
    private void expectSlowAreDropped(int slowOnes, int fastOnes) {
        try (var chat = chat()) {
            ChatClient talker = chat.join("talker");
            List<ChatClient> fast = join(chat, fastOnes);
            List<ChatClient> slow = joinSlow(chat, slowOnes);
            Map<ChatClient, List<String>> heard = new HashMap<>();
            // In rounds, so that who reads never has more than 100 KB to read.
            for (int from = 0; from < 8_000; from += 100) {
                List<String> texts = texts(from, from + 100);
                say(talker, texts);
                String last = told(talker, texts).getLast();
                for (ChatClient reader : fast) {
                    var lines =
                            heard.computeIfAbsent(reader, one -> new ArrayList<>());
                    lines.addAll(readUntil(last, reader.client()));
                    lines.add(last);
                }
            }
            List<String> all = told(talker, texts(0, 8_000));
            List<String> notices = slow.stream()
                    .map(one -> "(User " + one.name() + " disconnected)").toList();
            heard.forEach((reader, lines) -> {
                assertThat(lines.stream().filter(line -> isSaidBy(talker, line))
                        .toList()
                        .equals(all)).as("%s heard every line", reader.name())
                        .isTrue();
                assertThat(lines.stream().filter(line -> !isSaidBy(talker, line)))
                        .as("the other lines that %s heard", reader.name())
                        .containsExactlyInAnyOrderElementsOf(notices);
            });
            // What had left for the slow ones arrives, and then the end, no reset.
            slow.forEach(one -> one.client().readToEnd());
        }
    }

    private static void say(ChatClient talker, List<String> texts) {
        texts.forEach(talker::type);
    }

    private static void expectSaid(ChatClient talker, List<String> texts,
            ChatClient reader) {
        texts.forEach(text -> reader.expectSaid(talker, text));
    }

    /** Texts of 1,000 bytes with their LF, which begin with their numbers. */
    private static List<String> texts(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> Delivery.line(i).strip())
                .toList();
    }

    /** Members whose receive buffers do not grow. */
    private static List<ChatClient> joinSlow(Chat chat, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> chat.join(chat.server().connectSteady(),
                        "slow-" + i))
                .toList();
    }

    private static List<ChatClient> join(Chat chat, int count) {
        return IntStream.range(0, count).mapToObj(i -> chat.join("member-" + i))
                .toList();
    }

    private static List<String> numbered(ChatClient talker, int count) {
        return IntStream.range(0, count).mapToObj(i -> talker.name() + " says " + i)
                .toList();
    }

    private static List<String> told(ChatClient talker, List<String> texts) {
        return texts.stream().map(text -> "#[" + talker.name() + "]>>> " + text)
                .toList();
    }

    private static boolean isSaidBy(ChatClient talker, String line) {
        return line.startsWith("#[" + talker.name() + "]>>> ");
    }

    private static List<String> readLines(int count, ChatClient member) {
        return IntStream.range(0, count).mapToObj(i -> member.client().readLine())
                .toList();
    }

    /** The lines before a certain one. */
    private static List<String> readUntil(String end, TestClient client) {
        var lines = new ArrayList<String>();
        for (String line = client.readLine(); !line.equals(end);) {
            lines.add(line);
            line = client.readLine();
        }
        return lines;
    }

    private static List<String> lines(byte[] told) {
        String text = new String(told, US_ASCII);
        assertThat(text).as("what a listener was told ends with a line")
                .endsWith("\n");
        return text.lines().toList();
    }

    private static List<String> messages(List<String> lines) {
        return lines.stream().filter(line -> line.endsWith("]>>> on and on"))
                .toList();
    }
}
