package sevenservers.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {

    @Test
    void controlCharactersAreTheOnesOfTheProtocol() {
        StringBuilder controls = new StringBuilder();
        for (char c = 0; c < 0xffff; c++) {
            if (Text.isControl(c)) {
                controls.append(String.format("%04x ", (int) c));
            }
        }
        StringBuilder expected = new StringBuilder();
        int[][] ranges = {{0, 8}, {0xa, 0x1f}, {0x7f, 0x9f}, {0x2028, 0x202e},
            {0x2066, 0x2069}};
        for (int[] range : ranges) {
            for (int c = range[0]; c <= range[1]; c++) {
                expected.append(String.format("%04x ", c));
            }
        }
        assertThat(controls).hasToString(expected.toString());
    }

    @Test
    void escapesWhatWouldReachATerminal() {
        assertThat(Text.escaped("\u001b[2J a\tb\n\u202e\ud800 é 😀"))
                .isEqualTo("\\u001B[2J a\tb\\u000A\\u202E\\uD800 é 😀");
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1,127.0.0.1:80", "::1,[::1]:80", "::,[::]:80",
        "2001:db8:0:0:1:0:0:1,[2001:db8::1:0:0:1]:80", "fe80:0:0:0:1:2:3:4,"
                + "[fe80::1:2:3:4]:80",
        "1:2:3:4:5:6:7:8,[1:2:3:4:5:6:7:8]:80",
        "1:0:3:4:5:6:7:8,[1:0:3:4:5:6:7:8]:80",
        "1:0:0:0:0:0:0:0,[1::]:80"})
    void writesAddresses(String host, String text) throws Exception {
        var address = new InetSocketAddress(InetAddress.getByName(host), 80);
        assertThat(HostPort.format(address)).isEqualTo(text);
    }

    @Test
    void readsTimes() {
        assertThat(Durations.parse("250us")).isEqualTo(Duration.ofNanos(250_000));
        assertThat(Durations.parse("5ms")).isEqualTo(Duration.ofMillis(5));
        assertThat(Durations.parse("10s")).isEqualTo(Duration.ofSeconds(10));
        assertThat(Durations.parse("2m")).isEqualTo(Duration.ofMinutes(2));
        assertThat(Durations.parse("1h")).isEqualTo(Duration.ofHours(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "5", "ms", "-5ms", "5 ms", "1.5s", "5d", "9999999999s"})
    void refusesOtherTimes(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Durations.parse(text))
                .withMessageContaining("500ms");
    }
}
