package sevenservers.compare.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.data.Percentage.withPercentage;
import static sevenservers.tests.Wait.PATIENCE;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The clients of echo count exactly, and leave nothing behind. */
@Timeout(120)
class EchoLoadTest {

    private static final int SIZE = 64;
    private static final Duration SHORT = Duration.ofMillis(50);

    @Test
    void everyAnswerIsCountedOnce() throws IOException {
        try (var server = new FakeEcho(SIZE, FakeEcho.RIGHT);
                var load = new EchoLoad(server.target(), 3, SIZE, 1, 1, PATIENCE)) {
            assertThat(server.asked()).as("greetings").isEqualTo(3);
            long first = load.run(SHORT).latency().getTotalCount();
            assertThat(server.asked()).isEqualTo(3 + first);
            long second = load.run(SHORT).latency().getTotalCount();
            assertThat(server.asked()).isEqualTo(3 + first + second);
            assertThat(first).isPositive();
            assertThat(second).isPositive();
        }
    }

    @Test
    void theRateIsOfTheAnswersWithinTheTime() throws IOException {
        double worth = 0.25;
        try (var server = new FakeEcho(SIZE, FakeEcho.RIGHT);
                var load = new EchoLoad(server.target(), 1, SIZE, 1, worth,
                        PATIENCE)) {
            Sample sample = load.run(SHORT);
            double most = sample.latency().getTotalCount() / seconds(SHORT);
            assertThat(sample.values()).containsOnlyKeys(Load.RATE);
            assertThat(sample.values().get(Load.RATE)).isPositive()
                    .isLessThanOrEqualTo(most * worth);
            assertThat(sample.lap().busy()).isBetween(0.0, 1.0);
        }
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1e3;
    }

    @Test
    void itDoesNotMatterHowAnswersAreCut() throws IOException {
        try (var server = new FakeEcho(SIZE, (visit, message) -> {
            for (byte one : message) {
                visit.say(new byte[] {one});
            }
        }); var load = new EchoLoad(server.target(), 2, SIZE, 4, 1, PATIENCE)) {
            assertThat(load.run(SHORT).latency().getTotalCount()).isPositive();
        }
    }

    @Test
    void messagesMayBeLargerThanTheKernelTakes() throws IOException {
        int large = 64 * 1024;
        try (var server = new FakeEcho(large, FakeEcho.RIGHT);
                var load =
                        new EchoLoad(server.target(), 2, large, 64, 1, PATIENCE)) {
            long count = load.run(SHORT).latency().getTotalCount();
            assertThat(count).isGreaterThanOrEqualTo(128);
            assertThat(server.asked()).isEqualTo(2 + count);
        }
    }

    @Test
    void whoIsInterruptedEnds() throws IOException {
        try (var server = new FakeEcho(SIZE, FakeEcho.RIGHT);
                var load = new EchoLoad(server.target(), 1, SIZE, 1, 1, PATIENCE)) {
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(InterruptedIOException.class)
                    .isThrownBy(() -> load.run(PATIENCE));
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
    }

    @Test
    void aVisitorLeavesWhenItHasItsAnswer() throws IOException {
        try (var server = new FakeEcho(SIZE, FakeEcho.RIGHT);
                var load = new ChurnLoad(server.target(), 4, SIZE, PATIENCE)) {
            Sample sample = load.run(SHORT);
            assertThat(sample.values().get(Load.RATE)).isPositive();
            assertThat(server.asked()).isEqualTo(sample.latency().getTotalCount());
            Awaitility.await().until(() -> server.connections() == 0);
        }
    }

    @Test
    void whatAnIdleClientCostsIsWhatAllCost() throws IOException {
        var looks = new AtomicInteger();
        var collected = new AtomicLong();
        try (var server = new FakeEcho(SIZE, FakeEcho.RIGHT);
                var load = new IdleLoad(server.target(new Probes(() -> -1,
                        // At first it is busy with something else.
                        () -> Math.max(0, 3 - looks.incrementAndGet()) * 1_000_000
                                + 700 * server.connections()
                                + server.asked() - collected.get(),
                        () -> 5 + 2 * server.connections(),
                        () -> collected.set(server.asked()))), 50, 3, SIZE,
                        PATIENCE)) {
            load.warmUp(SHORT);
            assertThat(server.connections()).isEqualTo(3);
            long before = server.asked();
            Sample sample = load.run(SHORT);
            assertThat(sample.values()).containsEntry(IdleLoad.BYTES, 700.0)
                    .containsEntry(IdleLoad.THREADS, 2.0)
                    .containsKey(Load.RATE);
            assertThat(server.connections()).isEqualTo(53);
            assertThat(server.asked()).as("each greets, and is asked at the end")
                    .isEqualTo(before + 50 + sample.latency().getTotalCount() + 53);
            assertThat(load.run(SHORT).values()).as("it is found out once")
                    .containsOnlyKeys(Load.RATE);
        }
    }

    @Test
    void whatIsNotKnownOfIdleClientsIsNotThere() throws IOException {
        try (var server = new FakeEcho(SIZE, FakeEcho.RIGHT);
                var load = new IdleLoad(server.target(), 2, 1, SIZE, PATIENCE)) {
            assertThat(load.run(SHORT).values()).containsOnlyKeys(Load.RATE);
        }
    }

    @Test
    void theCostOfGrowthIsThatOfAnAnswer() throws IOException {
        try (var server = new FakeEcho(SIZE, FakeEcho.RIGHT);
                var load = new GrowthLoad(server.target(new Probes(
                        () -> TimeUnit.MICROSECONDS
                                .toNanos(server.asked() * server.connections()),
                        () -> -1, () -> -1)), List.of(2, 20, 60), SIZE, PATIENCE)) {
            load.warmUp(SHORT);
            assertThat(server.connections()).isEqualTo(2);
            expectCosts(load.run(SHORT.multipliedBy(3)), 2, 20, 60);
            assertThat(server.connections()).isEqualTo(60);
            expectCosts(load.run(SHORT), 60, 20, 2);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    /** About: some questions are under way when a time begins or ends. */
    private static void expectCosts(Sample sample, int... connections) {
        assertThat(sample.values().keySet()).containsExactly(
                IntStream.of(connections).mapToObj(String::valueOf)
                        .toArray(String[]::new));
        sample.values().forEach((count, cost) -> assertThat(cost)
                .isCloseTo(Double.parseDouble(count), withPercentage(30)));
    }

    @Test
    void withoutProcessorTimeTheCostOfGrowthIsTime() throws IOException {
        try (var server = new FakeEcho(SIZE, FakeEcho.RIGHT);
                var load = new GrowthLoad(server.target(), List.of(2), SIZE,
                        PATIENCE)) {
            assertThat(load.run(SHORT).values().get("2")).isPositive();
        }
    }

    /** The server answers message 50 only when 60 more have come. */
    @Test
    void aPauseOfTheServerMakesAllLateThatShouldHaveAskedMeanwhile()
            throws IOException {
        Duration pace = Duration.ofMillis(5);
        List<byte[]> held = new ArrayList<>();
        try (var server = new FakeEcho(SIZE, (visit, message) -> {
            held.add(message.clone());
            if (visit.number() < 50 || visit.number() >= 110) {
                for (byte[] one : held) {
                    visit.say(one);
                }
                held.clear();
            }
        }); var load = new PacedLoad(server.target(), 0, pace, SIZE, PATIENCE)) {
            Sample sample = load.run(Duration.ofSeconds(1));
            assertThat(sample.latency().getTotalCount()).isEqualTo(200);
            assertThat(server.asked()).isEqualTo(1 + 200);
            assertThat(late(sample, 100)).as("due in the first 200 ms of it")
                    .isGreaterThanOrEqualTo(35);
            assertThat(TimeUnit.NANOSECONDS.toMillis(sample.latency()
                    .getMaxValue())).isGreaterThanOrEqualTo(225);
        }
    }

    private static long late(Sample sample, int millis) {
        return sample.latency().getCountBetweenValues(
                TimeUnit.MILLISECONDS.toNanos(millis), Long.MAX_VALUE);
    }

    /** It cannot send so fast: its messages are late before they are sent. */
    @Test
    void whatTheClientItselfIsLateCountsToo() throws IOException {
        var pace = Duration.ofNanos(500);
        try (var server = new FakeEcho(SIZE, FakeEcho.RIGHT);
                var load = new PacedLoad(server.target(), 0, pace, SIZE,
                        Duration.ofSeconds(2))) {
            Sample sample = load.run(pace.multipliedBy(1000));
            assertThat(sample.latency().getTotalCount()).isEqualTo(1000);
            assertThat(sample.latency().getMinValue())
                    .isGreaterThanOrEqualTo(pace.multipliedBy(1000).toNanos());
        }
    }

    @Test
    void thePacedClientAsksBesideThoseThatAskAllTheTime() throws IOException {
        try (var server = new FakeEcho(SIZE, FakeEcho.RIGHT);
                var load = new PacedLoad(server.target(), 2, Duration.ofMillis(10),
                        SIZE, PATIENCE)) {
            Sample sample = load.run(Duration.ofMillis(100));
            assertThat(sample.latency().getTotalCount()).isEqualTo(10);
            assertThat(server.asked()).isGreaterThan(3 + 10 + 2);
            assertThat(sample.values()).containsOnlyKeys(PacedLoad.MEDIAN);
            assertThat(load.warmUp(Duration.ofMillis(10))).isEqualTo(100);
        }
    }

    @Test
    void messagesDifferInEveryPart() {
        var first = bytes(1, 1);
        assertThat(Arrays.copyOfRange(first, EchoMessages.HEADER, SIZE))
                .isNotEqualTo(Arrays.copyOfRange(bytes(1, 2), EchoMessages.HEADER,
                        SIZE))
                .isNotEqualTo(Arrays.copyOfRange(bytes(2, 1), EchoMessages.HEADER,
                        SIZE));
    }

    @Test
    void everyPartOfAMessageIsKnown() {
        var messages = new EchoMessages(SIZE);
        for (int begin = 0; begin < SIZE; begin++) {
            for (int end = begin; end <= SIZE; end++) {
                var part = ByteBuffer.wrap(bytes(0, 0), begin, end - begin);
                assertThat(messages.matches(0, 0, begin, part)).isTrue();
                assertThat(part.remaining()).isEqualTo(end - begin);
                if (begin < end) {
                    part.put(end - 1, (byte) ~part.get(end - 1));
                    assertThat(messages.matches(0, 0, begin, part)).isFalse();
                }
            }
        }
    }

    private static byte[] bytes(int sender, int number) {
        var bytes = ByteBuffer.allocate(SIZE);
        new EchoMessages(SIZE).put(sender, number, bytes);
        return bytes.array();
    }
}
