package sevenservers.reactor.programs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sevenservers.reactor.ReactorStyle;
import sevenservers.tests.Outcome;

@Timeout(120)
class ChatClientCommandTest {

    @ParameterizedTest
    @ValueSource(strings = {"two words", "", "an:dy", "\u00e9", "a\033",
        "a23456789012345678901234567890123"})
    void refusesABadName(String name) {
        misuse("a name is 1 to 32 of A-Z a-z 0-9 _ . -, not "
                + name.replace("\033", "\\u001B"), name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "65536"})
    void refusesABadPort(String port) {
        misuse("--port must be from 1 to 65535, but is " + port, "andy", "--port",
                port);
    }

    @ParameterizedTest
    @CsvSource({"'', Missing required parameter: 'NAME'",
        "andy betty, Unmatched argument at index 2: 'betty'",
        "andy --port x, 'Invalid value for option ''--port'': ''x'' is not an "
                + "int'"})
    void wantsANameAlone(String words, String told) {
        misuse(told, words.isEmpty() ? new String[0] : words.split(" "));
    }

    private static void misuse(String told, String... words) {
        Outcome outcome = client(words);
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).isEqualTo("%s%nSee: 05 client --help%n", told);
    }

    @Test
    void saysThatThereIsNoSuchHost() {
        assertThat(client("andy", "--host", "no-such-host.invalid")).isEqualTo(
                new Outcome(1, "", "cannot reach no-such-host.invalid:3490: no such"
                        + " host: no-such-host.invalid (choose with --host and"
                        + " --port)" + System.lineSeparator()));
    }

    @Test
    void listsItsDefaultsInItsHelp() {
        Outcome help = client("--help");
        assertThat(help.status()).isZero();
        assertThat(help.out()).contains("(127.0.0.1)", "(3490)");
    }

    private static Outcome client(String... words) {
        var all = new String[words.length + 1];
        all[0] = "client";
        System.arraycopy(words, 0, all, 1, words.length);
        return Outcome.of(new ReactorStyle(), all);
    }
}
