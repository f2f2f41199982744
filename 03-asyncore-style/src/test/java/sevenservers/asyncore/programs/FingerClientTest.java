package sevenservers.asyncore.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sevenservers.tests.Wait.PATIENCE;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sevenservers.asyncore.Loop;
import sevenservers.asyncore.programs.FingerClient.Result;
import sevenservers.tests.FakeServer;

@Timeout(120)
class FingerClientTest {

    private static final FingerAccount ANN = FingerAccount.of("ann@host");

    @Test
    void tellsTheContinuationTheWholeAnswer() throws IOException {
        try (var server = new FakeServer(visit -> {
            visit.hear();
            visit.say("Login: ann\r\n").say("Plan:\r\n").say("none \u00e9\r\n");
        })) {
            assertThat(ask(server, ANN, false)).containsExactly(new Result.Answer(
                    "Login: ann\r\nPlan:\r\nnone \u00e9\r\n"));
            assertThat(server.heard()).containsExactly("ann\r");
        }
    }

    @Test
    void asksForTheLongForm() throws IOException {
        try (var server = FakeServer.saying("long")) {
            assertThat(ask(server, ANN, true))
                    .containsExactly(new Result.Answer("long"));
            ask(server, FingerAccount.of("@host"), true);
            ask(server, FingerAccount.of("@host"), false);
            ask(server, FingerAccount.of("ann@there@host"), false);
            assertThat(server.heard()).containsExactly("/W ann\r", "/W\r", "\r",
                    "ann@there\r");
        }
    }

    @Test
    void asksManyAtOnceInOneLoop() throws Exception {
        int many = 50;
        // Nobody is answered before everybody has asked.
        var everybody = new CyclicBarrier(many);
        try (var server = new FakeServer(visit -> {
            visit.hear();
            try {
                everybody.await();
            } catch (Exception broken) {
                throw new IOException(broken);
            }
            visit.say("answered");
        }); var loop = new Loop()) {
            List<Result> results = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                FingerClient.ask(loop, server.address(), ANN, false, PATIENCE,
                        results::add);
            }
            loop.run();
            assertThat(results).hasSize(many)
                    .containsOnly(new Result.Answer("answered"));
        }
    }

    @Test
    void mayAskAgainInTheContinuation() throws IOException {
        try (var server = FakeServer.saying("answer"); var loop = new Loop()) {
            List<Result> results = new ArrayList<>();
            FingerClient.ask(loop, server.address(), ANN, false, PATIENCE,
                    first -> {
                        results.add(first);
                        FingerClient.ask(loop, server.address(), ANN, true,
                                PATIENCE,
                                results::add);
                    });
            loop.run();
            assertThat(results).hasSize(2)
                    .containsOnly(new Result.Answer("answer"));
        }
    }

    @Test
    void saysThatNobodyListens() throws IOException {
        InetSocketAddress nobody = FakeServer.nobody();
        assertThat(failure(ask(nobody, ANN, false, PATIENCE)))
                .startsWith("cannot reach 127.0.0.1:" + nobody.getPort() + ": ");
    }

    @Test
    void saysThatTheAnswerIsLate() throws IOException {
        try (var server = new FakeServer(visit -> {
            visit.hear();
            visit.say("so far").waitForEnd();
        })) {
            assertThat(failure(ask(server.address(), ANN, false,
                    Duration.ofMillis(300)))).isEqualTo("no whole answer in time");
        }
    }

    @Test
    void givesUpAnEndlessAnswer() throws IOException {
        try (var server = new FakeServer(visit -> {
            while (true) {
                visit.say("on and on and ");
            }
        })) {
            assertThat(failure(ask(server, ANN, false)))
                    .isEqualTo("the answer is longer than 65536 bytes");
        }
        String longest = "x".repeat(65_536);
        try (var server = FakeServer.saying(longest)) {
            assertThat(ask(server, ANN, false))
                    .containsExactly(new Result.Answer(longest));
        }
    }

    @Test
    void takesNoBrokenConnectionForAnEnd() throws IOException {
        try (var server = new FakeServer(visit -> {
            visit.hear();
            visit.say("the half of").reset();
        })) {
            assertThat(failure(ask(server, ANN, false)))
                    .isEqualTo("the connection broke before the answer's end");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ann", "ann@", "", "@", "ann\r\nbob@host", "ann\n@host",
        "ann@ho\u0000st", "an\u007fn@host", "ann\u2028@host"})
    void refusesWhatIsNoAccount(String account) {
        assertThatThrownBy(() -> FingerAccount.of(account))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Result> ask(FakeServer server, FingerAccount account,
            boolean longForm) throws IOException {
        return ask(server.address(), account, longForm, PATIENCE);
    }

    private static List<Result> ask(InetSocketAddress server, FingerAccount account,
            boolean longForm, Duration limit) throws IOException {
        List<Result> results = new ArrayList<>();
        try (var loop = new Loop()) {
            FingerClient.ask(loop, server, account, longForm, limit, results::add);
            loop.run();
        }
        return results;
    }

    private static String failure(List<Result> results) {
        assertThat(results).singleElement().isInstanceOf(Result.Failure.class);
        return ((Result.Failure) results.getFirst()).reason();
    }
}
