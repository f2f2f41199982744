package sevenservers.offload.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sevenservers.tests.Wait.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sevenservers.offload.EventLoop;
import sevenservers.offload.WorkerPool;
import sevenservers.tests.LogRecords;
import sevenservers.tests.Threads;

@Timeout(120)
class UdpFibServerTest {

    private static final String WRONG = "! not a whole number from 0 to 40: ";
    private static final int THREADS = 4;

    /** Added up, not found by the code under test. */
    private static final long[] NUMBERS = new long[26];

    static {
        Arrays.fill(NUMBERS, 0, 2, 1);
        for (int n = 2; n < NUMBERS.length; n++) {
            NUMBERS[n] = NUMBERS[n - 1] + NUMBERS[n - 2];
        }
    }

    private LoopThread thread;
    private WorkerPool pool;
    private UdpFibServer fib;
    private UdpFibServer fibToo;
    private UdpEchoServer echo;
    private UdpTimeServer time;
    private Asker asker;

    @BeforeEach
    void open() throws IOException {
        thread = new LoopThread();
        asker = new Asker();
    }

    /** Several servers on one loop, with one pool of this capacity. */
    private InetSocketAddress start(int capacity) throws IOException {
        EventLoop loop = thread.loop();
        pool = new WorkerPool(loop, "udp-test-worker-", THREADS, capacity);
        fib = new UdpFibServer(loop, LoopThread.anyPort(), pool);
        fibToo = new UdpFibServer(loop, LoopThread.anyPort(), pool);
        echo = new UdpEchoServer(loop, LoopThread.anyPort());
        time = new UdpTimeServer(loop, LoopThread.anyPort(),
                Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
        thread.start();
        return fib.address();
    }

    @AfterEach
    void close() {
        thread.close();
        if (pool != null) {
            pool.close();
        }
        asker.close();
        assertThat(Threads.named(LoopThread.NAME)).isEmpty();
    }

    @Test
    void knowsTheNumbersOfTheDocument() throws IOException {
        InetSocketAddress server = start(WorkerPool.CAPACITY);
        for (int n = 0; n <= 25; n++) {
            assertThat(asker.ask(server, "" + n))
                    .isEqualTo("fib(" + n + ") = " + NUMBERS[n]);
        }
        assertThat(asker.ask(server, "30")).isEqualTo("fib(30) = 1346269");
    }

    @ParameterizedTest
    @CsvSource({"'5\n',5", "' 5\t\r\n',5", "005,5", "00,0"})
    void isNotStrictAboutSpaceAndZeros(String question, int n) throws IOException {
        InetSocketAddress server = start(WorkerPool.CAPACITY);
        assertThat(asker.ask(server, question)).startsWith("fib(" + n + ") = ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "-1", "+1", "41", "99", "1e3", "0x1", "1 2",
        "3.0", "4294967297", "12345678901234567890", "\u0663", "\uff15", "5ü"})
    void saysWhatIsWrong(String question) throws IOException {
        InetSocketAddress server = start(WorkerPool.CAPACITY);
        assertThat(asker.ask(server, question)).isEqualTo(WRONG + question);
    }

    @Test
    void repeatsTheBeginningOfALongQuestion() throws IOException {
        InetSocketAddress server = start(WorkerPool.CAPACITY);
        assertThat(asker.ask(server, "x".repeat(128)))
                .isEqualTo(WRONG + "x".repeat(UdpFibServer.SHOWN));
        assertThat(asker.ask(server, "1".repeat(65_507)))
                .isEqualTo(WRONG + "1".repeat(UdpFibServer.SHOWN));
        assertThat(asker.ask(server, "0".repeat(65_506) + "2"))
                .isEqualTo("fib(2) = 2");
    }

    @Test
    void escapesWhatItRepeats() throws IOException {
        InetSocketAddress server = start(WorkerPool.CAPACITY);
        assertThat(asker.ask(server, "a\u001b[2J\nb\u0000"))
                .isEqualTo(WRONG + "a\\u001B[2J\\u000Ab\\u0000");
        byte[] binary = {(byte) 0xff, (byte) 0xfe, '1'};
        assertThat(asker.send(server, binary).receiveText())
                .isEqualTo(WRONG + "\ufffd\ufffd1");
    }

    @Test
    void stopsCountingWhenItIsInterrupted() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> UdpFibServer.fib(5))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void delaysNobodyByAHardQuestion() throws IOException {
        asker.send(start(WorkerPool.CAPACITY), "37").send(fib.address(), "5")
                .send(echo.address(), "Hello").send(time.address(), "");
        List<String> answers = asker.receiveTexts(4);
        assertThat(answers).contains("fib(5) = 8", "Hello",
                "Thu Jan  1 00:00:00 1970");
        assertThat(answers.getLast()).isEqualTo("fib(37) = 39088169");
    }

    @Test
    void answersTwoHundredAtOnceEachWithItsQuestion() throws IOException {
        InetSocketAddress server = start(WorkerPool.CAPACITY);
        List<Asker> askers = new ArrayList<>();
        try {
            for (int i = 0; i < 10; i++) {
                askers.add(new Asker());
            }
            for (int n = 0; n < 20; n++) {
                for (Asker each : askers) {
                    each.send(server, questionOf(askers.indexOf(each), n));
                }
            }
            for (Asker each : askers) {
                int i = askers.indexOf(each);
                List<String> expected = IntStream.range(0, 20)
                        .mapToObj(n -> answerTo(questionOf(i, n))).toList();
                assertThat(each.receiveTexts(20))
                        .containsExactlyInAnyOrderElementsOf(expected);
            }
        } finally {
            askers.forEach(Asker::close);
        }
    }

    /** Every other one is a number, and each asker has numbers of his own. */
    private static String questionOf(int asker, int n) {
        return n % 2 == 0 ? "" + (asker + n / 2) : asker + " asks " + n;
    }

    private static String answerTo(String question) {
        return question.contains("asks") ? WRONG + question
                : "fib(" + question + ") = " + NUMBERS[Integer.parseInt(question)];
    }

    @Test
    void receivesMoreAsSoonAsTheFullPoolHasRoom() throws IOException {
        InetSocketAddress server = start(3);
        for (int i = 0; i < 100; i++) {
            asker.send(server, "" + i % 25);
        }
        assertThat(new HashSet<>(asker.receiveTexts(100))).hasSize(25);
    }

    @Test
    void receivesNothingWhileOthersFillThePool() throws Exception {
        InetSocketAddress server = start(1);
        var begun = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        thread.post(() -> pool.run(echo, () -> {
            begun.countDown();
            end.await();
            return null;
        }, _ -> {
        }));
        begun.await();
        asker.send(server, "abc").send(server, "5");
        assertThat(asker.ask(echo.address(), "meanwhile")).isEqualTo("meanwhile");
        Duration before = Threads.cpuTime(LoopThread.NAME);
        asker.expectNothing();
        assertThat(Threads.cpuTime(LoopThread.NAME).minus(before))
                .as("processor time while it waits")
                .isLessThan(Asker.SILENCE.dividedBy(4));
        end.countDown();
        assertThat(asker.receiveTexts(2))
                .containsExactly(WRONG + "abc", "fib(5) = 8");
    }

    @Test
    void sharesAPoolWithAnother() throws IOException {
        start(1);
        for (int n = 0; n < 20; n++) {
            asker.send(fib.address(), "" + n).send(fibToo.address(), "" + n);
        }
        assertThat(asker.receiveTexts(40)).contains("fib(0) = 1", "fib(19) = 6765");
    }

    @Test
    void tellsOfAFailureAndGoesOn() throws IOException {
        InetSocketAddress server = start(WorkerPool.CAPACITY);
        try (var logged = LogRecords.capture()) {
            thread.post(() -> pool.run(fib, () -> {
                throw new IllegalStateException("a bug");
            }, _ -> {
            }));
            await().untilAsserted(() -> assertThat(logged.failures())
                    .singleElement().asString().contains("a bug"));
        }
        assertThat(asker.ask(server, "5")).isEqualTo("fib(5) = 8");
    }
}
