package sevenservers.offload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sevenservers.contract.Quietly;

/** What the loop asks its handlers, and what it has them do. */
@Timeout(120)
class EventLoopTest {

    private final Stage stage = new Stage();
    private final EventLoop loop = stage.loop;
    private final ServerSocketChannel door = ServerSocketChannel.open()
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    private final List<SocketChannel> peers = new ArrayList<>();
    private final List<String> done = new ArrayList<>();

    EventLoopTest() throws IOException {
    }

    @AfterEach
    void close() {
        stage.close();
        peers.forEach(Quietly::close);
        Quietly.close(door);
    }

    @Test
    void asksOnlyThoseThatWereTouched() throws IOException {
        List<Probe> idle = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            idle.add(connected());
        }
        Probe active = connected();
        stage.turn();
        assertThat(idle).allMatch(probe -> probe.asked == 1);
        for (int i = 1; i <= 10; i++) {
            say(100);
            int events = i;
            stage.turnUntil("it has received", () -> active.received == events);
        }
        stage.turn();
        assertThat(active.asked).isEqualTo(11);
        assertThat(idle).allMatch(probe -> probe.asked == 1);
        idle.get(5).touch();
        idle.get(5).touch();
        stage.turn();
        assertThat(idle.get(5).asked).isEqualTo(2);
        assertThat(idle.get(6).asked).isEqualTo(1);
    }

    @Test
    void setsAnInterestOnlyWhenItHasChanged() throws IOException {
        Probe probe = connected();
        for (int i = 0; i < 5; i++) {
            say(0);
            int events = i + 1;
            stage.turnUntil("it has received", () -> probe.received == events);
            stage.turn();
        }
        assertThat(probe.interestsSet).isEqualTo(1);
        probe.receives = false;
        probe.touch();
        stage.turn();
        assertThat(probe.interestsSet).isEqualTo(2);
        assertThat(probe.key().interestOps()).isZero();
        probe.receives = true;
        probe.sends = true;
        probe.touch();
        stage.turn();
        assertThat(probe.key().interestOps())
                .isEqualTo(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    }

    @Test
    void waitsForNothingThatNobodyWants() throws IOException {
        Probe probe = connected();
        probe.receives = false;
        say(0);
        stage.turn();
        stage.expectRest();
        assertThat(probe.received + probe.sent).isZero();
    }

    @Test
    void noLongerWaitsForWhatIsNoLongerWanted() throws IOException {
        Probe probe = connected();
        probe.sends = true;
        probe.onReceive = () -> probe.receives = false;
        say(0);
        stage.turnUntil("it has received", () -> probe.received == 1);
        stage.turnUntil("it has sent", () -> probe.sent == 1);
        stage.turn();
        stage.expectRest();
        assertThat(probe.received).isEqualTo(1);
        assertThat(probe.sent).isEqualTo(1);
    }

    @Test
    void aListenerIsToldWhenSomebodyComes() throws IOException {
        var channel = ServerSocketChannel.open()
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        var listener = new Probe(channel);
        listener.onReceive = () -> peers.add(channel.accept());
        loop.add(listener);
        stage.turn();
        assertThat(listener.received).isZero();
        peers.add(SocketChannel.open(channel.getLocalAddress()));
        stage.turnUntil("it has accepted", () -> peers.size() == 2);
        stage.expectRest();
    }

    @Test
    void anEndThatOnlySendsIsNotAskedToReceive() throws IOException {
        Pipe pipe = Pipe.open();
        var probe = new Probe(pipe.sink());
        probe.sends = true;
        loop.add(probe);
        stage.turnUntil("it has sent", () -> probe.sent == 1);
        stage.turn();
        assertThat(probe.received).isZero();
        assertThat(probe.failures).isEmpty();
        pipe.source().close();
    }

    @Test
    void refusesWhatIsClosed() throws IOException {
        Probe probe = connected();
        probe.channel().close();
        var other = new Probe(probe.channel());
        assertThatExceptionOfType(ClosedChannelException.class)
                .isThrownBy(() -> loop.add(other));
        stage.turn();
    }

    @Test
    void bothEventsOfATurnAreHandledUnlessTheFirstRemoves() throws IOException {
        Probe stays = connected();
        Probe goes = connected();
        for (Probe probe : List.of(stays, goes)) {
            probe.receives = false;
        }
        stage.turn();
        stays.onReceive = () -> {
            stays.read();
            done.add("stays receives");
        };
        stays.onSend = () -> {
            stays.sends = false;
            done.add("stays sends");
        };
        goes.onReceive = () -> loop.remove(goes);
        goes.onSend = () -> done.add("goes sends");
        say(0);
        say(1);
        for (Probe probe : List.of(stays, goes)) {
            probe.receives = true;
            probe.sends = true;
            probe.touch();
        }
        stage.turn();
        assertThat(done).containsExactly("stays receives", "stays sends");
        assertThat(goes.failures).isEmpty();
    }

    /** The JDK itself sees to that for sockets, but not for pipes. */
    @Test
    void whoIsRemovedByAnotherInTheSameTurnHasNoEventMore() throws IOException {
        Pipe onePipe = Pipe.open();
        Pipe otherPipe = Pipe.open();
        var one = new Probe(onePipe.source());
        var other = new Probe(otherPipe.source());
        one.onReceive = () -> loop.remove(other);
        other.onReceive = () -> loop.remove(one);
        for (Probe probe : List.of(one, other)) {
            loop.add(probe);
        }
        for (Pipe pipe : List.of(onePipe, otherPipe)) {
            pipe.sink().write(ByteBuffer.allocate(1));
        }
        loop.turn();
        assertThat(one.received + other.received).isEqualTo(1);
        assertThat(one.isRemoved()).isNotEqualTo(other.isRemoved());
        assertThat(one.failures).isEmpty();
        assertThat(other.failures).isEmpty();
        for (Pipe pipe : List.of(onePipe, otherPipe)) {
            pipe.source().close();
            pipe.sink().close();
        }
    }

    @Test
    void whoIsAddedInAnEventIsWaitedFor() throws IOException {
        Probe first = connected();
        Probe second = connect();
        first.onReceive = () -> {
            first.read();
            loop.add(second);
        };
        say(0);
        say(1);
        stage.turnUntil("the second has received", () -> second.received == 1);
    }

    @Test
    void whoFailsIsRemovedAndLoggedUnlessItsChannelFailed() throws IOException {
        Probe broken = connected();
        Probe failing = connected();
        Probe failingBadly = connected();
        Probe other = connected();
        broken.onReceive = () -> {
            throw new IOException("reset");
        };
        failing.onReceive = () -> {
            throw new IllegalStateException("fails");
        };
        failingBadly.onReceive = () -> {
            throw new AssertionError("fails badly");
        };
        for (Probe probe : List.of(broken, failing, failingBadly)) {
            probe.survives = false;
        }
        for (int i = 0; i < peers.size(); i++) {
            say(i);
        }
        stage.turnUntil("they are removed", () -> broken.isRemoved()
                && failing.isRemoved() && failingBadly.isRemoved());
        stage.turnUntil("the other receives", () -> other.received > 0);
        assertThat(other.isRemoved()).isFalse();
        assertThat(loop.handlers()).contains(other).doesNotContain(broken, failing,
                failingBadly);
        assertThat(List.of(broken, failing, failingBadly))
                .allMatch(probe -> probe.failures.size() == 1);
        stage.expectFailures("a handler has failed and is removed",
                "a handler has failed and is removed");
    }

    @Test
    void whoFailsToSendHasFailed() throws IOException {
        Probe probe = connected();
        probe.sends = true;
        probe.onSend = () -> {
            throw new IOException("reset");
        };
        probe.onFailure = () -> probe.sends = false;
        stage.turnUntil("it has failed", () -> !probe.failures.isEmpty());
        stage.turn();
        assertThat(probe.failures).hasSize(1);
        assertThat(probe.isRemoved()).isFalse();
    }

    @Test
    void whoCannotEvenFailIsRemoved() throws IOException {
        Probe probe = connected();
        probe.onReceive = () -> {
            throw new IllegalStateException("fails");
        };
        probe.onFailure = () -> {
            throw new IllegalStateException("fails again");
        };
        say(0);
        stage.turnUntil("it is removed", probe::isRemoved);
        assertThat(probe.failures).hasSize(1);
        stage.expectFailures("failed twice");
    }

    @Test
    void whoFailsToSayWhatItWantsHasFailed() throws IOException {
        Probe failing = connected();
        Probe other = connected();
        failing.survives = false;
        failing.onAsked = () -> {
            throw new IllegalStateException("fails");
        };
        say(1);
        stage.turnUntil("the other receives", () -> other.received == 1);
        assertThat(failing.isRemoved()).isTrue();
        stage.expectFailures("a handler has failed and is removed");
    }

    @Test
    void whoTouchesWhileItIsAskedIsAskedAgain() throws IOException {
        Probe one = connected();
        Probe other = connected();
        stage.turn();
        one.onAsked = () -> {
            one.onAsked = () -> {
            };
            other.receives = false;
            other.touch();
            one.touch();
        };
        one.touch();
        stage.turn();
        stage.turn();
        assertThat(one.asked).isEqualTo(3);
        assertThat(other.asked).isEqualTo(2);
    }

    @Test
    void aDeadlineIsAnEventOfItsHandler() throws IOException {
        Probe probe = connected();
        stage.turn();
        var late = loop.deadline(probe, () -> done.add("late"));
        var early = loop.deadline(probe, () -> {
            done.add("early");
            probe.receives = false;
        });
        var never = loop.deadline(probe, () -> done.add("never"));
        var failing = loop.deadline(probe, () -> {
            throw new AssertionError("fails");
        });
        late.in(Duration.ofMillis(30));
        early.in(Duration.ofMillis(10));
        failing.in(Duration.ofMillis(20));
        never.in(Duration.ofMillis(15));
        never.clear();
        assertThat(done).isEmpty();
        stage.turnUntil("all are over", () -> done.size() == 2);
        assertThat(done).containsExactly("early", "late");
        assertThat(probe.failures).hasSize(1);
        stage.turn();
        assertThat(probe.key().interestOps()).isZero();
    }

    @Test
    void theLoopWaitsForADeadline() throws IOException {
        Probe probe = connected();
        var delay = Duration.ofMillis(20);
        loop.deadline(probe, () -> done.add("over")).in(delay);
        stage.turn();
        while (done.isEmpty()) {
            loop.turn();
        }
        stage.expectRest();
    }

    @Test
    void knowsItsHandlersAsTheyAreNow() throws IOException {
        int own = loop.handlers().size();
        Probe one = connected();
        Probe other = connected();
        assertThat(loop.handlers()).hasSize(own + 2).contains(one, other);
        loop.remove(one);
        assertThat(loop.handlers()).hasSize(own + 1).contains(other);
        loop.remove(one);
        other.channel().close();
        assertThat(loop.handlers()).hasSize(own);
    }

    @Test
    void closesTheChannelsOfAllHandlers() throws IOException {
        List<Probe> probes = List.of(connect(), connect());
        var other = new EventLoop();
        for (Probe probe : probes) {
            other.add(probe);
        }
        other.close();
        assertThat(probes).allMatch(Probe::isRemoved);
    }

    /** A handler of the loop, whose peer is the next one. */
    private Probe connected() throws IOException {
        Probe probe = connect();
        loop.add(probe);
        return probe;
    }

    private Probe connect() throws IOException {
        peers.add(SocketChannel.open(door.getLocalAddress()));
        return new Probe(door.accept());
    }

    /** Has a handler's peer send a byte. */
    private void say(int peer) throws IOException {
        peers.get(peer).write(ByteBuffer.allocate(1));
    }
}
