package sevenservers.select.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static sevenservers.tests.Wait.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sevenservers.contract.ServerOptions;
import sevenservers.tests.Threads;

@Timeout(120)
class FramedChatServerTest {

    private static final ServerOptions OPTIONS = ServerOptions.defaults();

    /**
     * Nobody is dropped for being slow, though MANY are more than a socket takes.
     */
    private static final ServerOptions PATIENT =
            OPTIONS.withMaxBacklog(64 * 1024 * 1024);
    private static final int MANY = 2500;
    private static final String LONG = ": " + "x".repeat(4000);

    private final List<FramedMember> members = new ArrayList<>();
    private FramedChatServer server;

    @AfterEach
    void close() {
        members.forEach(FramedMember::close);
        if (server != null) {
            server.close();
        }
        assertThat(Threads.named("02-framed-chat")).isEmpty();
    }

    @Test
    void letsTwoChat() throws IOException {
        FramedMember andy = connect().join("andy");
        FramedMember betty = connect().join("betty");
        andy.expect("(User betty connected from " + betty.where() + ")");
        andy.say("hello: betty");
        betty.expect("#[andy]>> hello: betty").say(" two\nlines ");
        andy.expect("#[betty]>>  two\nlines ");
        betty.client.finish().expectEnd();
        andy.expect("(User betty disconnected)");
    }

    @Test
    void tellsEachMessageToAllOthers() throws IOException {
        FramedMember andy = connect().join("andy");
        FramedMember betty = connect().join("betty");
        FramedMember carl = connect().join("carl");
        andy.next();
        andy.next();
        betty.next();
        carl.say("").say("to all");
        andy.expect("#[carl]>> to all").say("me too");
        betty.expect("#[carl]>> to all").expect("#[andy]>> me too");
        carl.expect("#[andy]>> me too");
    }

    @Test
    void takesFramesHoweverTheyAreCut() throws IOException {
        FramedMember andy = connect();
        andy.client.sendByteByByte(bytes("NAME: andy", "né", "whole"));
        andy.expect("CLIENT: " + andy.where());
        FramedMember betty = connect().join("betty");
        andy.next();
        byte[] frames = bytes("né", "", "whole 😀");
        for (int cut = 1; cut < frames.length; cut++) {
            andy.client.sendInSegments(part(frames, 0, cut),
                    part(frames, cut, frames.length));
            betty.expect("#[andy]>> né").expect("#[andy]>> whole 😀");
        }
    }

    @Test
    void handlesAllThatCameBeforeTheEnd() throws IOException {
        FramedMember andy = connect().join("andy");
        FramedMember betty = connect();
        betty.client.send(bytes("NAME: betty", "one", "two"))
                .send((byte) 0, (byte) 0)
                .finish();
        andy.expect("(User betty connected from " + betty.where() + ")")
                .expect("#[betty]>> one").expect("#[betty]>> two")
                .expect("(User betty disconnected)");
        betty.expect("CLIENT: " + betty.where());
        betty.client.expectEnd();
    }

    @Test
    void takesTheLongestMessageAndNoLongerOne() throws IOException {
        FramedMember andy = connect().join("andy");
        FramedMember betty = connect().join("b".repeat(32));
        andy.next();
        betty.say("x".repeat(4096));
        andy.expect("#[" + "b".repeat(32) + "]>> " + "x".repeat(4096));
        betty.client.send(bytes("before", "x".repeat(4097), "after"));
        betty.expectRefusal("frame too long");
        andy.expect("#[" + "b".repeat(32) + "]>> before")
                .expect("(User " + "b".repeat(32) + " disconnected)");
    }

    @Test
    void endsAnAbsurdLengthAtOnce() throws IOException {
        FramedMember andy = connect();
        andy.client.send((byte) -1, (byte) -1, (byte) -1, (byte) -1);
        andy.expectRefusal("frame too long");
        FramedMember betty = connect().join("betty");
        betty.client.send("GET / HTTP/1.1\r\n\r\n".repeat(1000));
        betty.expectRefusal("frame too long");
    }

    @Test
    void endsWhatIsNotUtf8() throws IOException {
        FramedMember andy = connect().join("andy");
        andy.client.send((byte) 0, (byte) 0, (byte) 0, (byte) 1, (byte) 0xff);
        andy.expectRefusal("not UTF-8");
    }

    @Test
    void refusesWhoDoesNotJoinProperly() throws IOException {
        connect().join("andy");
        connect().say("hello").expectRefusal("expected NAME: name");
        connect().say("").expectRefusal("expected NAME: name");
        connect().say("NAME: ").expectRefusal("bad name");
        connect().say("NAME: two words").expectRefusal("bad name");
        connect().say("NAME: " + "x".repeat(33)).expectRefusal("bad name");
        connect().say("NAME: andy").expectRefusal("name taken");
        connect().join("Andy");
    }

    @Test
    void freesTheNameOfWhoHasLeft() throws IOException {
        FramedMember andy = connect().join("andy");
        FramedMember betty = connect().join("betty");
        andy.client.reset();
        betty.expect("(User andy disconnected)");
        connect().join("andy");
    }

    @Test
    void survivesResets() throws IOException {
        FramedMember andy = connect().join("andy");
        connect().client.reset();
        connect().client.send((byte) 0).reset();
        FramedMember betty = connect().join("betty");
        andy.expect("(User betty connected from " + betty.where() + ")");
        betty.client.send((byte) 0, (byte) 0).reset();
        andy.expect("(User betty disconnected)");
        FramedMember carl = connect().join("carl");
        carl.say("still here?");
        andy.expect("(User carl connected from " + carl.where() + ")")
                .expect("#[carl]>> still here?");
    }

    @Test
    void dropsASlowReaderAndDelaysNobody() throws IOException {
        FramedMember andy = connect().join("andy");
        FramedMember betty = connect().join("betty");
        andy.next();
        FramedMember slow = connectSlow().join("slow");
        andy.next();
        betty.next();
        String text = "x".repeat(4096);
        boolean dropped = false;
        for (int i = 0; i < 10_000 && !dropped; i++) {
            andy.say(text);
            String told = betty.next();
            if (told.equals("(User slow disconnected)")) {
                dropped = true;
                told = betty.next();
            }
            assertThat(told).isEqualTo("#[andy]>> " + text);
        }
        assertThat(dropped).isTrue();
        andy.expect("(User slow disconnected)").say("bye");
        betty.expect("#[andy]>> bye");
        slow.client.readToEnd();
    }

    @Test
    void losesNothingForWhoReadsLate() throws IOException {
        server = FramedChatServer.start(PATIENT);
        FramedMember andy = connect().join("andy");
        FramedMember late = connectSlow().join("late");
        andy.next();
        for (int i = 0; i < MANY; i++) {
            andy.say(i + LONG);
        }
        andy.client.finish().expectEnd();
        for (int i = 0; i < MANY; i++) {
            late.expect("#[andy]>> " + i + LONG);
        }
        late.expect("(User andy disconnected)");
    }

    @Test
    void endsWhoTakesNothing() throws IOException {
        server = FramedChatServer
                .start(PATIENT.withWriteTimeout(Duration.ofMillis(300)));
        FramedMember andy = connect().join("andy");
        connectSlow().join("slow");
        andy.next();
        for (int i = 0; i < MANY; i++) {
            andy.say(LONG);
        }
        andy.expect("(User slow disconnected)");
    }

    @Test
    void endsWhoDoesNotJoinInTime() throws IOException {
        server = FramedChatServer
                .start(OPTIONS.withJoinTimeout(Duration.ofMillis(200)));
        FramedMember andy = connect().join("andy");
        connect().expectRefusal("join timeout");
        andy.say("still here");
    }

    @Test
    void refusesWhoIsOneTooMany() throws IOException {
        server = FramedChatServer.start(OPTIONS.withMaxConnections(2));
        FramedMember andy = connect().join("andy");
        FramedMember betty = connect().join("betty");
        andy.next();
        FramedMember carl = connect();
        carl.say("NAME: carl").expectRefusal("server full");
        carl.close();
        betty.client.finish().expectEnd();
        andy.expect("(User betty disconnected)");
        await("a free place").untilAsserted(() -> connect().join("dora"));
    }

    @Test
    void costsNothingWhileNobodySpeaks() throws IOException {
        connect().join("andy");
        connect().join("betty").client.send((byte) 0);
        connect();
        Duration before = Threads.cpuTime("02-framed-chat");
        await().pollDelay(Duration.ofMillis(500)).until(() -> true);
        assertThat(Threads.cpuTime("02-framed-chat").minus(before))
                .isLessThan(Duration.ofMillis(50));
    }

    @Test
    void deliversWhatIsUnsentWhenItEnds() throws IOException {
        server = FramedChatServer.start(PATIENT);
        FramedMember andy = connect().join("andy");
        FramedMember betty = connect().join("betty");
        FramedMember late = connectSlow().join("late");
        betty.next();
        for (int i = 0; i < MANY; i++) {
            andy.say(i + LONG);
            betty.expect("#[andy]>> " + i + LONG);
        }
        Thread closing = Thread.ofVirtual().start(server::close);
        betty.client.expectEnd();
        for (int i = 0; i < MANY; i++) {
            late.expect("#[andy]>> " + i + LONG);
        }
        late.client.expectEnd();
        members.forEach(FramedMember::close);
        await().until(() -> !closing.isAlive());
    }

    @Test
    void givesUpWhatIsUnsentWhenTheGraceEnds() throws IOException {
        server = FramedChatServer.start(PATIENT.withGrace(Duration.ofMillis(100)));
        FramedMember andy = connect().join("andy");
        connectSlow().join("slow");
        FramedMember gone = connectSlow().join("gone");
        andy.next();
        andy.next();
        for (int i = 0; i < MANY; i++) {
            andy.say(LONG);
        }
        gone.client.finish();
        andy.expect("(User gone disconnected)");
        Thread closing = Thread.ofVirtual().start(server::close);
        await().atMost(Duration.ofSeconds(5)).until(() -> !closing.isAlive());
    }

    private FramedMember connect() throws IOException {
        return keep(FramedMember.connect(running().address()));
    }

    private FramedMember connectSlow() throws IOException {
        return keep(FramedMember.connectSlow(running().address()));
    }

    private FramedChatServer running() throws IOException {
        if (server == null) {
            server = FramedChatServer.start(OPTIONS);
        }
        return server;
    }

    private FramedMember keep(FramedMember member) {
        members.add(member);
        return member;
    }

    private static byte[] bytes(String... texts) {
        var bytes = ByteBuffer.allocate(16 * 1024);
        for (String text : texts) {
            bytes.put(Frames.encode(text));
        }
        return part(bytes.array(), 0, bytes.position());
    }

    private static byte[] part(byte[] bytes, int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }
}
