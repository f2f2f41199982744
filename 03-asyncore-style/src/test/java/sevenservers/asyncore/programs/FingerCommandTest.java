package sevenservers.asyncore.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sevenservers.asyncore.AsyncoreStyle;
import sevenservers.tests.FakeServer;
import sevenservers.tests.Outcome;

@Timeout(120)
class FingerCommandTest {

    @Test
    void printsTheAnswerEscaped() throws IOException {
        try (var server = FakeServer.saying("Plan:\tnone\r\n\u001b[2Jx\u202e\r")) {
            assertThat(finger(server, "ann@127.0.0.1")).isEqualTo(new Outcome(0,
                    "Plan:\tnone\n\\u001B[2Jx\\u202E\\u000D\n", ""));
        }
    }

    @Test
    void asksEverybodyAndSaysWhoHasNotAnswered() throws IOException {
        try (var server = new FakeServer(visit -> {
            visit.hear();
            visit.hear();
        })) {
            Outcome outcome = finger(server, "--timeout", "300ms", "ann@127.0.0.1",
                    "bob@no-such-host.invalid");
            assertThat(outcome.status()).isEqualTo(1);
            assertThat(outcome.out()).isEmpty();
            assertThat(outcome.err().lines()).containsExactlyInAnyOrder(
                    "ann@127.0.0.1: no whole answer in time",
                    "bob@no-such-host.invalid: no such host");
        }
    }

    @Test
    void saysWhoseAnswerItIsWhenThereAreMany() throws IOException {
        try (var server = FakeServer.saying("here\n")) {
            Outcome outcome =
                    finger(server, "--long", "ann@127.0.0.1", "bob@127.0.0.1");
            assertThat(outcome.status()).isZero();
            assertThat(outcome.out()).contains("[ann@127.0.0.1]\nhere\n")
                    .contains("[bob@127.0.0.1]\nhere\n");
            assertThat(server.heard()).containsExactlyInAnyOrder("/W ann\r",
                    "/W bob\r");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "finger | Missing required parameter",
        "finger ann | an account is user@host, not ann",
        "finger --port 0 ann@host | --port must be from 1 to 65535",
        "finger --timeout soon ann@host | --timeout: a time is a number and"})
    void refusesWhatMakesNoSense(String line, String message) {
        Outcome outcome = Outcome.of(new AsyncoreStyle(), line.split(" ", -1));
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.err()).startsWith(message);
    }

    private static Outcome finger(FakeServer server, String... words) {
        var all = new String[words.length + 3];
        all[0] = "finger";
        all[1] = "--port";
        all[2] = String.valueOf(server.port());
        System.arraycopy(words, 0, all, 3, words.length);
        return Outcome.of(new AsyncoreStyle(), all);
    }
}
