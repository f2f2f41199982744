package sevenservers.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/**
 * The chat's rules without a socket: each client is a queue that a test may drain.
 */
class RoomTest {

    private static final int BACKLOG = ServerOptions.MIN_BACKLOG;

    private final Room room =
            new Room(ServerOptions.defaults().withMaxBacklog(BACKLOG));
    private int port = 1000;

    @Test
    void joinsAreSeenByTheOthersAndLinesByAllButTheirAuthor() {
        Client andy = joined("andy");
        assertThat(andy.heard()).isEqualTo("CLIENT: 10.0.0.1:1001\n");
        Client betty = joined("betty");
        assertThat(andy.heard())
                .isEqualTo("(User betty connected from 10.0.0.1:1002)\n");
        assertThat(betty.heard()).isEqualTo("CLIENT: 10.0.0.1:1002\n");
        andy.says("hello, all");
        room.deliver();
        assertThat(betty.heard()).isEqualTo("#[andy]>>> hello, all\n");
        assertThat(andy.heard()).isEmpty();
    }

    @Test
    void oneTurnTellsEveryMemberInOneOrderAndInOneCall() {
        Client andy = joined("andy");
        Client betty = joined("betty");
        Client carol = joined("carol");
        andy.heard();
        betty.heard();
        carol.heard();
        int calls = carol.calls;
        andy.says("1");
        betty.says("2");
        andy.says("3");
        room.deliver();
        assertThat(carol.heard())
                .isEqualTo("#[andy]>>> 1\n#[betty]>>> 2\n#[andy]>>> 3\n");
        assertThat(carol.calls - calls).isEqualTo(1);
        assertThat(andy.heard()).isEqualTo("#[betty]>>> 2\n");
        assertThat(betty.heard()).isEqualTo("#[andy]>>> 1\n#[andy]>>> 3\n");
    }

    @Test
    void aJoinerSeesNothingFromBeforeItInTheSameTurn() {
        Client andy = joined("andy");
        andy.says("before");
        Client betty = new Client();
        betty.says("betty:<handshake>");
        andy.says("after");
        room.deliver();
        assertThat(betty.heard())
                .isEqualTo("CLIENT: 10.0.0.1:1002\n#[andy]>>> after\n");
    }

    @Test
    void takesTheOwnPrefixOffOnce() {
        Client andy = joined("andy");
        Client betty = joined("betty");
        betty.heard();
        for (String line : new String[] {"andy:hi", "andy:andy:hi", "betty:hi",
            "andyhi",
            "a:b:c", "andy:", "", " ", "andy: ", "hi:<handshake> there",
            "andy:x:<handshake>"}) {
            andy.says(line);
        }
        room.deliver();
        assertThat(betty.heard().lines()).containsExactly("#[andy]>>> hi",
                "#[andy]>>> andy:hi", "#[andy]>>> betty:hi", "#[andy]>>> andyhi",
                "#[andy]>>> a:b:c", "#[andy]>>>  ", "#[andy]>>>  ",
                "#[andy]>>> hi:<handshake> there", "#[andy]>>> x:<handshake>");
    }

    @Test
    void refusesInTheOrderOfTheProtocol() {
        joined("andy");
        assertThat(firstLine("hello")).isEqualTo("! expected NAME:<handshake>\n");
        assertThat(firstLine("")).isEqualTo("! expected NAME:<handshake>\n");
        assertThat(firstLine("an dy:<handshake>")).isEqualTo("! bad name\n");
        assertThat(firstLine(":<handshake>")).isEqualTo("! bad name\n");
        assertThat(firstLine("n".repeat(33) + ":<handshake>"))
                .isEqualTo("! bad name\n");
        assertThat(firstLine("andy:<handshake>")).isEqualTo("! name taken\n");
        assertThat(firstLine("Andy:<handshake>")).startsWith("CLIENT: ");
    }

    private String firstLine(String line) {
        var client = new Client();
        client.says(line);
        return client.heard();
    }

    @Test
    void answersALaterHandshakeWithAnyValidNameAndGoesOn() {
        Client andy = joined("andy");
        Client betty = joined("betty");
        andy.heard();
        betty.heard();
        andy.says("andy:<handshake>");
        andy.says("other:<handshake>");
        andy.says("not valid:<handshake>");
        andy.says("bell \u0007");
        andy.says("tab\there");
        room.deliver();
        assertThat(andy.heard())
                .isEqualTo(
                        "! already joined\n".repeat(2) + "! control character\n");
        assertThat(betty.heard()).isEqualTo(
                "#[andy]>>> not valid:<handshake>\n#[andy]>>> tab\there\n");
    }

    @Test
    void whoLeavesIsAnnouncedOnceAfterItsLinesAndItsNameIsFree() {
        Client andy = joined("andy");
        Client betty = joined("betty");
        betty.heard();
        andy.says("bye");
        andy.session.leave();
        andy.session.leave();
        andy.says("ghost");
        room.deliver();
        assertThat(betty.heard())
                .isEqualTo("#[andy]>>> bye\n(User andy disconnected)\n");
        joined("andy");
        new Client().session.leave();
        room.deliver();
        assertThat(betty.heard()).startsWith("(User andy connected")
                .hasLineCount(1);
    }

    @Test
    void whoLeavesIsToldWhatWasSaidBefore() {
        Client andy = joined("andy");
        Client betty = joined("betty");
        andy.heard();
        betty.says("one");
        andy.session.leave();
        betty.says("two");
        room.deliver();
        assertThat(andy.heard()).isEqualTo("#[betty]>>> one\n");
    }

    @Test
    void aRefusedMemberGetsWhatWasSaidBeforeItsReason() {
        Client andy = joined("andy");
        Client betty = joined("betty");
        andy.heard();
        betty.says("one");
        andy.session.handle(new Line.TooLong());
        betty.says("two");
        room.deliver();
        assertThat(andy.heard()).isEqualTo("#[betty]>>> one\n! line too long\n");
        assertThat(andy.ended).isTrue();
    }

    @Test
    void dropsWhoLeavesTooMuchWaitingAndTellsTheOthers() {
        Client slow = joined("slow");
        Client fast = joined("fast");
        Client talker = joined("talker");
        Client listener = joined("listener");
        StringBuilder expected = new StringBuilder();
        fast.heard();
        listener.heard();
        for (int said = 0; !slow.dropped && said < BACKLOG; said += 1000) {
            assertThat(talker.session.mayRead()).as("most take it").isTrue();
            talker.says("x".repeat(1000));
            room.deliver();
            expected.append(fast.heard());
            listener.heard();
            talker.heard();
        }
        assertThat(slow.dropped).isTrue();
        assertThat(expected).endsWith("x\n(User slow disconnected)\n");
    }

    @Test
    void holdsATalkerWhileMostOthersAreCongestedAndReleasesIt() {
        Client talker = joined("talker");
        Client one = joined("one");
        Client two = joined("two");
        int said = 0;
        while (talker.session.mayRead()) {
            talker.says("x".repeat(1000));
            room.deliver();
            assertThat(said++).isLessThan(BACKLOG / 1000);
        }
        assertThat(one.dropped || two.dropped).isFalse();
        assertThat(one.session.mayRead()).as("one of its two others is congested")
                .isTrue();
        one.heard();
        one.session.sent();
        assertThat(talker.readAgain).isTrue();
        assertThat(talker.session.mayRead()).isTrue();
        assertThat(two.session.mayRead()).isTrue();
    }

    @Test
    void releasesAHeldTalkerWhenTheSlowLeave() {
        Client talker = joined("talker");
        Client slow = joined("slow");
        while (talker.session.mayRead()) {
            talker.says("x".repeat(1000));
            room.deliver();
        }
        slow.session.leave();
        assertThat(talker.readAgain).isTrue();
        assertThat(talker.session.mayRead()).isTrue();
    }

    @Test
    void whoCannotBeToldDoesNotCountAsOneWhoTakesIt() {
        Client talker = joined("talker");
        Client reset = joined("reset");
        Client slow = joined("slow");
        reset.session.deafen();
        reset.session.deafen();
        while (talker.session.mayRead()) {
            talker.says("x".repeat(1000));
            room.deliver();
            assertThat(slow.dropped).isFalse();
        }
        slow.heard();
        assertThat(talker.readAgain).isTrue();
        assertThat(talker.session.mayRead()).isTrue();
    }

    @Test
    void whoCannotBeToldIsStillHeardAndAnnounced() {
        Client reset = joined("reset");
        Client other = joined("other");
        other.heard();
        int calls = reset.calls;
        reset.session.deafen();
        reset.says("last words");
        reset.says("reset:<handshake>");
        other.says("not for the deaf");
        room.deliver();
        reset.session.leave();
        room.deliver();
        assertThat(other.heard()).isEqualTo(
                "#[reset]>>> last words\n(User reset disconnected)\n");
        assertThat(reset.calls).isEqualTo(calls);
    }

    @Test
    void whoCouldNotBeToldIsNotMissedWhenItHasLeft() {
        Client talker = joined("talker");
        Client late = joined("late");
        late.session.leave();
        late.session.deafen();
        Client gone = joined("gone");
        gone.session.deafen();
        gone.session.leave();
        Client one = joined("one");
        Client two = joined("two");
        while (!two.dropped) {
            assertThat(talker.session.mayRead()).as("half of the others take it")
                    .isTrue();
            talker.says("x".repeat(1000));
            room.deliver();
            one.heard();
        }
    }

    @Test
    void whoJoinsDeafNeverCounts() {
        Client talker = joined("talker");
        var deaf = new Client();
        deaf.session.deafen();
        deaf.says("deaf:<handshake>");
        deaf.session.leave();
        Client slow = joined("slow");
        while (talker.session.mayRead()) {
            talker.says("x".repeat(1000));
            room.deliver();
            assertThat(slow.dropped).isFalse();
        }
    }

    @Test
    void aChunkOfTheShortestLinesGrowsLessThanTheBacklogAllows() {
        Client talker = joined("n".repeat(Limits.MAX_NAME));
        Client slow = joined("slow");
        for (int i = 0; i < 1000; i++) {
            if (talker.session.mayRead()) {
                for (int bytes = 0; bytes < room.chunk(); bytes += 2) {
                    talker.says("a");
                }
                room.deliver();
            }
        }
        assertThat(slow.dropped).isFalse();
        assertThat(slow.unsent()).isGreaterThan(BACKLOG / 4);
    }

    @Test
    @SuppressWarnings("ByteBufferBackingArray")
    void sharesWhatIsKeptAmongAllWhoKeepIt() {
        Client[] slow = new Client[10];
        for (int i = 0; i < slow.length; i++) {
            slow[i] = joined("slow" + i);
        }
        Client talker = joined("talker");
        for (Client client : slow) {
            client.heard();
        }
        talker.says("shared");
        room.deliver();
        for (Client client : slow) {
            assertThat(client.lastKept.array()).isSameAs(slow[0].lastKept.array());
        }
    }

    @Test
    void aTurnThatOverflowsLosesNothing() {
        Client talker = joined("talker");
        Client listener = joined("listener");
        listener.heard();
        StringBuilder expected = new StringBuilder();
        StringBuilder heard = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            talker.says(i + "x".repeat(3000));
            expected.append("#[talker]>>> ").append(i).append("x".repeat(3000))
                    .append('\n');
            heard.append(listener.heard());
        }
        room.deliver();
        assertThat(heard.append(listener.heard())).hasToString(expected.toString());
    }

    @Test
    void manyMayBreakWhileTheyAreToldAndEachIsAnnouncedOnce() {
        Client[] broken = new Client[500];
        for (int i = 0; i < broken.length; i++) {
            broken[i] = joined("broken" + i);
            for (int k = 0; k <= i; k++) {
                broken[k].heard();
            }
        }
        Client witness = joined("witness");
        Client talker = joined("talker");
        witness.heard();
        for (Client client : broken) {
            client.breaksWhenTold = true;
        }
        talker.says("boom");
        room.deliver();
        assertThat(witness.heard().lines()).hasSize(501)
                .startsWith("#[talker]>>> boom")
                .contains("(User broken0 disconnected)")
                .doesNotHaveDuplicates();
    }

    @Test
    void tellsNobodyOfLeaversOnceClosed() {
        Client andy = joined("andy");
        Client betty = joined("betty");
        betty.heard();
        andy.says("last words");
        room.close();
        andy.session.leave();
        room.deliver();
        assertThat(betty.heard()).isEqualTo("#[andy]>>> last words\n");
    }

    private Client joined(String name) {
        var client = new Client();
        client.says(name + ":<handshake>");
        room.deliver();
        return client;
    }

    private final class Client implements Peer {

        private final OutboundQueue unsent = new OutboundQueue();
        private final ChatSession session;
        private ByteBuffer lastKept;
        private int calls;
        private boolean breaksWhenTold;
        private boolean ended;
        private boolean dropped;
        private boolean readAgain;

        Client() {
            session = new ChatSession(room, this,
                    InetSocketAddress.createUnresolved("10.0.0.1", ++port));
        }

        void says(String line) {
            session.handle(new Line.Text(line));
        }

        /** What it was told since it was last asked; it also takes it. */
        String heard() {
            var bytes = new ByteArrayOutputStream();
            for (ByteBuffer next; (next = unsent.first(1000)) != null;) {
                bytes.write(next.array(), next.arrayOffset(), next.limit());
                unsent.sent(next.limit());
            }
            session.sent();
            return bytes.toString(UTF_8);
        }

        @Override
        public void tell(ByteBuffer lines) {
            calls++;
            if (breaksWhenTold) {
                session.leave();
            } else {
                lastKept = room.keep(lines);
                unsent.add(lastKept);
            }
        }

        @Override
        public long unsent() {
            return unsent.size();
        }

        @Override
        public void end() {
            ended = true;
        }

        @Override
        public void drop() {
            dropped = true;
            unsent.clear();
        }

        @Override
        public void readAgain() {
            readAgain = true;
        }
    }
}
