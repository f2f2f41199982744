package sevenservers.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sevenservers.client.FakeServer.Caller;

/** What is understood, and what is refused before anyone is called. */
@Timeout(120)
class CommandLineTest {

    private FakeServer server;

    @BeforeEach
    void listen() throws IOException {
        server = new FakeServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void misused(String expected, String... args) throws Exception {
        try (RunningClient client = RunningClient.piped(args)) {
            assertThat(client.status()).isEqualTo(2);
            assertThat(client.err()).startsWith(expected).contains("See: client");
            assertThat(client.out()).isEmpty();
            assertThat(server.wasCalled()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "andré", "a:b", "<x>", "\u001b[1m",
        "a23456789012345678901234567890123"})
    void aBadNameIsRefusedBeforeConnecting(String name) throws Exception {
        misused("a NAME is 1 to 32 of A-Z a-z 0-9 _ . -, not \"", "--port",
                server.port(),
                name);
    }

    @Test
    void aMissingNameIsAskedFor() throws Exception {
        misused("a NAME is missing", "--port", server.port());
    }

    @Test
    void whatIsLeftOverIsRefused() throws Exception {
        misused("unknown word: betty", "--port", server.port(), "andy", "betty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "65536"})
    void aPortIsInRange(String port) throws Exception {
        misused("--port is 1 to 65535, not " + port, "andy", "--port", port);
        misused("--port is 1 to 65535, not " + port, "echo", "--port", port);
        misused("--port is 1 to 65535, not " + port, "alive", "--port", port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo", "alive"})
    void aWordTakesNoName(String word) throws Exception {
        misused(word + " takes no NAME (a person named " + word + ": -- " + word
                + ")", "--port", server.port(), "andy", word);
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo", "alive", "-", "-h",
        "a2345678901234567890123456789012",
        "._-"})
    void afterTwoDashesAnyNameIsAName(String name) throws Exception {
        try (var client = RunningClient.piped("--port", server.port(), "--", name);
                Caller caller = server.welcome(name)) {
            client.endInput();
            assertThat(caller.line()).isNull();
            caller.finish();
            assertThat(client.status()).isZero();
        }
    }

    @Test
    void optionsMayFollowTheName() throws Exception {
        try (var client =
                RunningClient.piped("andy", "--host", "localhost", "--port",
                        server.port());
                Caller andy = server.welcome("andy")) {
            andy.finish();
            assertThat(client.status()).isEqualTo(1);
        }
    }

    @Test
    void helpSaysHowAPersonNamedEchoJoins() throws Exception {
        try (RunningClient client = RunningClient.piped("--help")) {
            assertThat(client.status()).isZero();
            assertThat(client.out())
                    .startsWith("Usage: client [--host=HOST] [--port=PORT] NAME\n")
                    .contains("client echo", "client alive",
                            "A person named echo or alive: client -- echo",
                            "Exit status");
        }
    }
}
