package sevenservers.linechat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static sevenservers.tests.Wait.PATIENCE;
import static sevenservers.tests.Wait.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sevenservers.asyncore.DispatcherWithSend;
import sevenservers.tests.TestClient;

@Timeout(120)
class AsyncChatTest {

    private static final int MIB = 1024 * 1024;
    private static final String PIECE = "x".repeat(DispatcherWithSend.PIECE);
    private static final byte[] PIECE_BYTES = PIECE.getBytes(ISO_8859_1);

    private ChatHost host;

    @AfterEach
    void close() {
        if (host != null) {
            host.close();
        }
    }

    @Test
    void handlesTheCommandsOfAnImpatientClientInOrder() throws IOException {
        start((talker, command) -> talker.say("<" + command + ">\n"));
        TestClient client = host.connect().send("one\ntwo\n\nfour\nfi");
        client.expectLine("<one>").expectLine("<two>").expectLine("<>")
                .expectLine("<four>").send("ve\n").expectLine("<five>");
    }

    @Test
    void handlesACommandThatComesByteByByte() throws IOException {
        start((talker, command) -> talker.say("<" + command + ">\n"));
        host.connect().sendByteByByte("one\n\ntwo\n".getBytes(ISO_8859_1))
                .expectLine("<one>").expectLine("<>").expectLine("<two>");
    }

    @Test
    void changesTheTerminatorFromHeaderToBodyAndBack() throws IOException {
        startWithBodies();
        String body = "a\r\nb\0\n";
        String input = "6\r\n" + body + "1\r\nx10\r\n0123456789";
        host.connect().send(input + input).expect((body + "|x|0123456789|" + body
                + "|x|0123456789|").getBytes(ISO_8859_1));
        host.connect().sendByteByByte(input.getBytes(ISO_8859_1))
                .expect((body + "|x|0123456789|").getBytes(ISO_8859_1));
    }

    @Test
    void endsWhoSendsMoreThanTheLimitWithoutATerminator() throws IOException {
        startWithLimit(10);
        TestClient other = host.connect().send("oth");
        TestClient client = host.connect().send("0123456789\n9876543210");
        client.expectLine("0123456789");
        client.send("!").expectEnd();
        assertThat(host.talker(1).collected())
                .isEqualTo("01234567899876543210");
        assertThat(host.talker(1).errors).singleElement()
                .extracting(Throwable::getMessage)
                .isEqualTo("no terminator within 10 bytes of input");
        other.send("er\n").expectLine("other");
    }

    @Test
    void collectsNothingOfASegmentThatGoesBeyondTheLimit() throws IOException {
        startWithLimit(10);
        host.connect().send("0123456789!\n").expectEnd();
        assertThat(host.talker(0).collected()).isEmpty();
        assertThat(host.talker(0).commands).isEmpty();
    }

    @Test
    void countsWhatWasWithheldAgainstTheLimitWhenItIsNoTerminator()
            throws IOException {
        host = new ChatHost((at, client) -> {
            var talker = new Talker(at, client, (chat, found) -> chat.say(found));
            talker.setTerminator(Terminator.of("ab"));
            talker.setIncomingLimit(3);
            return talker;
        });
        host.connect().sendByteByByte("xxxab".getBytes(ISO_8859_1))
                .expect("xxx".getBytes(ISO_8859_1))
                .sendByteByByte("xxxac".getBytes(ISO_8859_1)).expectEnd();
        assertThat(host.talker(0).collected()).isEqualTo("xxxxxx");
    }

    @Test
    void limitsNoInputThatIsCountedOrHasNoTerminator() throws IOException {
        host = new ChatHost((at, client) -> {
            var talker = new Talker(at, client, (chat, _) -> chat.say("found\n"));
            talker.setIncomingLimit(4);
            talker.setTerminator(Terminator.after(100_000));
            return talker;
        });
        host.connect().send(new byte[100_000]).expectLine("found")
                .send(new byte[100_000]);
        await().untilAsserted(
                () -> assertThat(host.talker(0).collected()).hasSize(200_000));
        assertThat(host.talker(0).errors).isEmpty();
    }

    @Test
    void handlesNothingOfWhatComesAfterCloseWhenDone() throws IOException {
        start((talker, command) -> {
            talker.say(command + "\n");
            talker.closeWhenDone();
        });
        TestClient client = host.connect().send("bye\nmore\n").expectLine("bye");
        client.send("more\n").expectEnd();
        assertThat(host.talker(0).commands).containsExactly("bye");
        assertThat(host.talker(0).collected()).isEqualTo("bye");
    }

    @Test
    void ignoresInputWhileTheRestIsSent() throws IOException {
        start((talker, _) -> {
            talker.pushWithProducer(times(64, PIECE));
            talker.closeWhenDone();
        });
        TestClient client = host.connectSlow().send("bye\n");
        client.readExactly(1);
        client.sendInSegments("more\n".getBytes(ISO_8859_1),
                "more\n".getBytes(ISO_8859_1));
        assertThat(client.readToEnd()).hasSize(64 * PIECE.length() - 1);
        assertThat(host.talker(0).commands).containsExactly("bye");
    }

    @Test
    void collectsAndFindsNoMoreOnceCollectingHasClosedIt() throws IOException {
        host = new ChatHost((at, client) -> new Talker(at, client, (_, _) -> {
        }) {
            {
                setTerminator(Terminator.of("ab"));
            }

            @Override
            protected void collectIncomingData(ByteBuffer data) {
                super.collectIncomingData(data);
                closeWhenDone();
            }
        });
        host.connect().sendInSegments("a".getBytes(ISO_8859_1),
                "xab".getBytes(ISO_8859_1)).expectEnd();
        assertThat(host.talker(0).collected()).isEqualTo("a");
        assertThat(host.talker(0).commands).isEmpty();
    }

    @Test
    void dropsTheRestOfTheSegmentWhenBuffersAreDiscarded() throws IOException {
        start((talker, command) -> {
            if (command.equals("discard")) {
                talker.discardBuffers();
            }
            talker.say(command + "\n");
        });
        TestClient client = host.connect();
        client.send("one\ndiscard\nnever\nsee").expectLine("one")
                .expectLine("discard").send("n\n").expectLine("n");
    }

    @Test
    void dropsTheRestOfTheSegmentWhenBuffersAreDiscardedInCollecting()
            throws IOException {
        host = new ChatHost((at, client) -> new Talker(at, client,
                (talker, command) -> talker.say(command + "\n")) {

            @Override
            protected void collectIncomingData(ByteBuffer data) {
                super.collectIncomingData(data);
                discardBuffers();
            }
        });
        host.connect().send("one\nnever\nseen\n").expectLine("one")
                .send("two\n").expectLine("two");
    }

    @Test
    void dropsNoInputOfOthersWhenBuffersAreDiscarded() throws IOException {
        start((talker, command) -> {
            if (command.equals("discard other")) {
                host.talker(0).discardBuffers();
            }
            talker.say(command + "\n");
        });
        TestClient other = host.connect().send("one\n").expectLine("one");
        host.connect().send("discard other\nstill here\n")
                .expectLine("discard other").expectLine("still here");
        other.send("two\n").expectLine("two");
    }

    @Test
    void sendsInTheOrderOfThePushes() throws IOException {
        start((talker, _) -> {
            for (int i = 0; i < 400; i++) {
                talker.say(numbered(i, i % 7 == 0 ? 100_000 : 10));
            }
        });
        TestClient slow = host.connectSlow().send("go\n");
        for (int i = 0; i < 400; i++) {
            slow.expect(numbered(i, i % 7 == 0 ? 100_000 : 10)
                    .getBytes(ISO_8859_1));
        }
    }

    @Test
    void keepsTheOrderOfPushesAndProducers() throws IOException {
        start((talker, command) -> {
            int size = Integer.parseInt(command);
            talker.say(numbered(0, size));
            talker.pushWithProducer(TestProducer.of(numbered(1, size),
                    numbered(2, size), numbered(3, size)));
            talker.say(numbered(4, size));
            talker.pushWithProducer(TestProducer.of());
            talker.pushWithProducer(TestProducer.of(numbered(5, size)));
            talker.say(numbered(6, size));
            talker.say(numbered(7, size));
        });
        TestClient slow = host.connectSlow();
        for (int size : new int[] {10, 1000, MIB}) {
            slow.send(size + "\n").expect(IntStream.range(0, 8)
                    .mapToObj(i -> numbered(i, size)).collect(Collectors.joining())
                    .getBytes(ISO_8859_1));
        }
    }

    @Test
    void cutsWhatIsPushedBehindAProducerIntoPieces() throws IOException {
        start((talker, _) -> {
            talker.pushWithProducer(times(64, PIECE));
            talker.say("y".repeat(8 * MIB));
        });
        var most = new AtomicLong();
        TestClient slow = host.connectSlow().send("go\n");
        for (int i = 0; i < 64; i++) {
            slow.expect(PIECE_BYTES);
            host.inLoop(() -> most.accumulateAndGet(host.talker(0).unsent(),
                    Math::max));
        }
        slow.expect("y".repeat(8 * MIB).getBytes(ISO_8859_1));
        assertThat(most).hasValueLessThanOrEqualTo(PIECE.length());
    }

    @Test
    void servesOthersWhileAGreatDealIsProducedOnTheFly() throws IOException {
        var pings = new AtomicInteger();
        var mostUnsent = new AtomicLong();
        Queue<Long> asked = new ConcurrentLinkedQueue<>();
        start((talker, command) -> {
            if (command.equals("big")) {
                talker.pushWithProducer(new TestProducer(i -> {
                    asked.add(host.turns());
                    mostUnsent.accumulateAndGet(talker.unsent(), Math::max);
                    return i < 1024 || pings.get() < 20 ? PIECE : "";
                }));
                talker.closeWhenDone();
            } else {
                talker.say(command + "\n");
            }
        });
        TestClient big = host.connect().send("big\n");
        CompletableFuture<Integer> pieces = CompletableFuture.supplyAsync(() -> {
            int count = 0;
            for (; count < 1024 || pings.get() < 20; count++) {
                big.expect(PIECE_BYTES);
            }
            return count + big.readToEnd().length / PIECE.length();
        }, task -> Thread.ofVirtual().start(task));
        TestClient other = host.connect();
        while (pings.incrementAndGet() < 20) {
            other.send("ping\n").expectLine("ping");
        }
        assertThat(pieces.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join()).isGreaterThanOrEqualTo(1024);
        assertThat(mostUnsent).as("bytes held while more are made").hasValue(0);
        assertThat(asked.stream().skip(1))
                .as("the turns in which a piece was made").doesNotHaveDuplicates();
    }

    @Test
    void doesNotTurnForAReaderWhoTakesNothing() throws IOException {
        TestProducer producer = TestProducer.endless(PIECE);
        startWith(producer);
        host.connectSlow().send("produce\n");
        awaitStall(producer);
        TestClient other = host.connect().send("ping\n").expectLine("ping");
        int asked = producer.asked.get();
        long turns = host.turns();
        for (int i = 0; i < 100; i++) {
            other.send("ping\n").expectLine("ping");
        }
        assertThat(host.turns() - turns).as("turns for 100 commands")
                .isLessThan(150);
        assertThat(producer.asked).hasValue(asked);
    }

    @Test
    void sendsEverythingToAClientThatSendsNoMore() throws IOException {
        start((talker, command) -> {
            talker.pushWithProducer(times(64, PIECE));
            talker.say(command);
            talker.pushWithProducer(TestProducer.of("the ", "end"));
        });
        TestClient slow = host.connectSlow().send("go\nunfinished").finish();
        for (int i = 0; i < 64; i++) {
            slow.expect(PIECE_BYTES);
        }
        slow.expect("gothe end".getBytes(ISO_8859_1)).expectEnd();
    }

    @Test
    void sendsEverythingBeforeItClosesAndNothingThatIsPushedLater()
            throws IOException {
        TestProducer late = TestProducer.of("late");
        start((talker, _) -> {
            talker.say("begin");
            talker.pushWithProducer(times(64, PIECE));
            talker.pushWithProducer(TestProducer.of("en", "d"));
            talker.closeWhenDone();
            talker.say("late");
            talker.pushWithProducer(late);
        });
        TestClient slow = host.connectSlow().send("go\n");
        slow.expect("begin".getBytes(ISO_8859_1));
        for (int i = 0; i < 64; i++) {
            slow.expect(PIECE_BYTES);
        }
        slow.expect("end".getBytes(ISO_8859_1)).expectEnd();
        assertThat(late.closed).hasValue(1);
        assertThat(late.asked).hasValue(0);
    }

    @Test
    void closesAProducerOnceAtItsEnd() throws IOException {
        TestProducer empty = TestProducer.of();
        TestProducer producer = TestProducer.of("pieces\n");
        start((talker, command) -> {
            talker.pushWithProducer(command.equals("empty") ? empty : producer);
            talker.say("done\n");
        });
        TestClient client = host.connect().send("empty\n").expectLine("done");
        client.send("more\n").expectLine("pieces").expectLine("done");
        client.finish().expectEnd();
        awaitClosed(0);
        assertThat(empty.closed).hasValue(1);
        assertThat(producer.closed).hasValue(1);
        assertThat(producer.asked).hasValue(2);
    }

    @Test
    void closesProducersOnceWhenTheConnectionBreaks() throws IOException {
        TestProducer first = TestProducer.endless(PIECE);
        TestProducer second = TestProducer.of("second");
        startWith(first, second);
        TestClient client = host.connectSlow().send("produce\n");
        client.readExactly(1);
        awaitStall(first);
        client.reset();
        awaitClosed(0);
        assertThat(first.closed).hasValue(1);
        assertThat(second.closed).hasValue(1);
        assertThat(second.asked).hasValue(0);
        assertThat(host.talker(0).errors).isEmpty();
    }

    @Test
    void closesProducersOnceWhenBuffersAreDiscarded() throws IOException {
        TestProducer first = TestProducer.endless(PIECE);
        TestProducer second = TestProducer.of("second");
        startWith(first, second);
        TestClient client = host.connectSlow().send("produce\n");
        awaitStall(first);
        host.inLoop(() -> host.talker(0).discardBuffers());
        assertThat(first.closed).hasValue(1);
        assertThat(second.closed).hasValue(1);
        client.send("ping\n");
        String last;
        do {
            last = client.readLine();
        } while (!last.endsWith("ping"));
        client.finish().expectEnd();
        awaitClosed(0);
        assertThat(first.closed).hasValue(1);
        assertThat(second.closed).hasValue(1);
    }

    @Test
    void endsWhenBuffersAreDiscardedWhileTheRestIsSent() throws IOException {
        TestProducer producer = TestProducer.endless(PIECE);
        startWith(producer);
        TestClient client = host.connectSlow().send("produce\n").finish();
        awaitStall(producer);
        host.inLoop(() -> host.talker(0).discardBuffers());
        client.readToEnd();
        awaitClosed(0);
        assertThat(producer.closed).hasValue(1);
    }

    @Test
    void closesProducersOnceWhenItIsClosedOrDropped() throws IOException {
        TestProducer first = TestProducer.endless(PIECE);
        TestProducer second = TestProducer.of("second");
        startWith(first, second);
        host.connectSlow().send("produce\n");
        awaitStall(first);
        host.inLoop(() -> host.talker(0).drop());
        assertThat(first.closed).hasValue(1);
        assertThat(second.closed).hasValue(1);
        host.inLoop(() -> host.talker(0).close());
        assertThat(first.closed).hasValue(1);
        TestProducer late = TestProducer.of("late");
        host.inLoop(() -> host.talker(0).pushWithProducer(late));
        assertThat(late.closed).hasValue(1);
    }

    @Test
    void closesEveryProducerWhateverTheOthersDo() throws IOException {
        TestProducer last = TestProducer.of("last");
        var second = new TestProducer(_ -> "second", () -> {
            throw new IllegalStateException("no reason to stop");
        });
        TestProducer[] first = new TestProducer[1];
        TestProducer pushed = TestProducer.of("pushed when it is too late");
        first[0] = new TestProducer(_ -> PIECE, () -> {
            host.talker(0).pushWithProducer(pushed);
            throw new IOException("no reason to stop");
        });
        startWith(first[0], second, last);
        host.connectSlow().send("produce\n");
        awaitStall(first[0]);
        host.inLoop(() -> host.talker(0).close());
        assertThat(List.of(first[0], second, last, pushed))
                .allMatch(producer -> producer.closed.get() == 1);
    }

    @Test
    void endsOneConnectionWhoseProducerFails() throws IOException {
        var failing = new TestProducer(i -> {
            if (i == 3) {
                throw new IOException("the disk is gone");
            }
            return PIECE;
        });
        TestProducer second = TestProducer.of("second");
        startWith(failing, second);
        TestClient other = host.connect().send("ping\n").expectLine("ping");
        TestClient client = host.connect().send("produce\n");
        assertThat(client.readToEnd()).hasSize(3 * PIECE.length());
        other.send("ping\n").expectLine("ping");
        assertThat(host.talker(1).errors).singleElement()
                .extracting(Throwable::getMessage).isEqualTo("the disk is gone");
        assertThat(failing.closed).hasValue(1);
        assertThat(second.closed).hasValue(1);
    }

    @Test
    void endsWhenAProducerFailsWhileTheRestIsSentAndErrorsCloseGently()
            throws IOException {
        host = new ChatHost((at, client) -> new Talker(at, client,
                (talker, _) -> {
                    talker.pushWithProducer(new TestProducer(i -> {
                        if (i == 3) {
                            throw new UncheckedIOException(new IOException());
                        }
                        return PIECE;
                    }));
                    talker.closeWhenDone();
                }) {

            @Override
            protected void handleError(Throwable failure) {
                closeWhenDone();
            }
        });
        TestClient client = host.connect().send("go\n").finish();
        assertThat(client.readToEnd()).hasSize(3 * PIECE.length());
        awaitClosed(0);
    }

    @Test
    void sendsThePieceOfAProducerThatClosesWhenDone() throws IOException {
        start((talker, _) -> talker.pushWithProducer(new TestProducer(i -> {
            talker.closeWhenDone();
            return i == 0 ? "last" : "";
        })));
        host.connect().send("go\n").expect("last".getBytes(ISO_8859_1)).expectEnd();
    }

    @Test
    void sendsTheProducersBehindOneThatClosesWhenDoneAtItsEnd() throws IOException {
        start((talker, _) -> {
            talker.pushWithProducer(new TestProducer(i -> i == 0 ? PIECE : "",
                    talker::closeWhenDone));
            talker.pushWithProducer(TestProducer.of("behind"));
        });
        host.connect().send("go\n").expect(PIECE_BYTES)
                .expect("behind".getBytes(ISO_8859_1)).expectEnd();
    }

    @Test
    void endsAtOnceWhenAProducerOfNothingClosesWhenDone() throws IOException {
        start((talker, _) -> talker.pushWithProducer(new TestProducer(_ -> {
            talker.closeWhenDone();
            return "";
        })));
        host.connect().send("go\n").expectEnd();
    }

    @Test
    void sendsWhatAProducerPushesBehindIt() throws IOException {
        start((talker, _) -> talker.pushWithProducer(new TestProducer(i -> {
            if (i == 2) {
                talker.say("(at its end)");
                return "";
            }
            talker.pushWithProducer(TestProducer.of("[behind " + i + "]"));
            return "own " + i + " ";
        }, () -> talker.say("(when closed)"))));
        host.connect().send("go\n")
                .expect(("own 0 own 1 [behind 0][behind 1](at its end)"
                        + "(when closed)").getBytes(ISO_8859_1));
    }

    @Test
    void sendsNothingOfAProducerThatDiscardsItselfWhenAsked() throws IOException {
        start((talker, _) -> talker.pushWithProducer(new TestProducer(i -> {
            if (i == 0) {
                return "first,";
            }
            talker.discardBuffers();
            return "never seen";
        })));
        host.connect().send("go\n").expect("first,".getBytes(ISO_8859_1))
                .send("go\n").expect("first,".getBytes(ISO_8859_1)).finish()
                .expectEnd();
        assertThat(host.talker(0).errors).isEmpty();
    }

    @Test
    void outlivesAProducerThatClosesTheConnectionWhenAsked() throws IOException {
        TestProducer[] producer = new TestProducer[1];
        start((talker, _) -> {
            producer[0] = new TestProducer(_ -> {
                talker.close();
                return "";
            });
            talker.pushWithProducer(producer[0]);
        });
        host.connect().send("go\n").expectEnd();
        host.inLoop(() -> {
            assertThat(host.talker(0).errors).isEmpty();
            assertThat(producer[0].closed).hasValue(1);
        });
    }

    @Test
    void copiesWhatIsPushedUnlessToldOtherwise() throws IOException {
        byte[] shared = "original".getBytes(ISO_8859_1);
        host = new ChatHost((at, client) -> new Talker(at, client,
                (talker, command) -> {
                    talker.pushWithProducer(TestProducer.of("first,"));
                    talker.push(ByteBuffer.wrap(shared));
                    if (command.equals("change")) {
                        System.arraycopy("changed!".getBytes(ISO_8859_1), 0,
                                shared, 0, shared.length);
                    }
                }) {

            @Override
            protected ByteBuffer keep(ByteBuffer rest) {
                boolean sharing = host.talker(0) != this;
                return sharing ? rest.duplicate() : super.keep(rest);
            }
        });
        TestClient copied = host.connect();
        copied.send("change\n").expect("first,original".getBytes(ISO_8859_1));
        System.arraycopy("original".getBytes(ISO_8859_1), 0, shared, 0, 8);
        host.connect().send("change\n")
                .expect("first,changed!".getBytes(ISO_8859_1));
    }

    private void start(Talker.Handler handler) throws IOException {
        host = new ChatHost((at, client) -> new Talker(at, client, handler));
    }

    /** "produce" pushes these producers, and any other command is answered. */
    private void startWith(Producer... producers) throws IOException {
        start((talker, command) -> {
            if (command.equals("produce")) {
                for (Producer producer : producers) {
                    talker.pushWithProducer(producer);
                }
            } else {
                talker.say(command + "\n");
            }
        });
    }

    private void startWithLimit(long limit) throws IOException {
        host = new ChatHost((at, client) -> {
            var talker = new Talker(at, client,
                    (chat, command) -> chat.say(command + "\n"));
            talker.setIncomingLimit(limit);
            return talker;
        });
    }

    /** A header is the length of the body that follows. */
    private void startWithBodies() throws IOException {
        host = new ChatHost(this::withBodies);
    }

    private Talker withBodies(ChatHost at, SocketChannel client)
            throws IOException {
        boolean[] body = {false};
        var talker = new Talker(at, client, (chat, found) -> {
            body[0] = !body[0];
            if (body[0]) {
                chat.setTerminator(Terminator.after(Long.parseLong(found)));
            } else {
                chat.say(found + "|");
                chat.setTerminator(Terminator.CRLF);
            }
        });
        talker.setTerminator(Terminator.CRLF);
        return talker;
    }

    private static TestProducer times(int count, String piece) {
        return new TestProducer(i -> i < count ? piece : "");
    }

    private static String numbered(int number, int size) {
        return String.format("%0" + size + "d", number);
    }

    private void awaitClosed(int number) {
        await()
                .until(() -> host.talker(number).isGone());
    }

    /** Waits until the kernel takes no more of what a producer makes. */
    private static void awaitStall(TestProducer producer) {
        var last = new AtomicInteger(-1);
        await().pollInterval(Duration.ofMillis(300))
                .until(() -> last.getAndSet(producer.asked.get())
                        == producer.asked.get());
    }
}
