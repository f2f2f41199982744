package sevenservers.compare.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sevenservers.compare.results.Figure;

class NumbersTest {

    @ParameterizedTest
    @CsvSource({"0,answers/s,0", "4,threads,4", "999,threads,999",
        "1000,threads,1.00 k", "999.6,answers/s,1.00 k", "412345,answers/s,412 k",
        "1234567,answers/s,1.23 M", "7.25e12,answers/s,'7,250 G'",
        "0.5,answers/s,0.500", "0.00012345,answers/s,0.000123",
        "-1234,answers/s,-1.23 k", "512,bytes,512 B", "1536,bytes,1.50 KiB",
        "2.5,bytes,2.50 B", "1073741824,bytes,1.00 GiB",
        "1483.7,MB/s,'1,480 MB/s'",
        "45.21,µs,45.2 µs",
        "0.5,µs,500 ns", "1234,µs,1.23 ms", "999960,µs,1.00 s", "15,ns,15 ns",
        "20,ms,20.0 ms", "2,s,2.00 s", "61,s,61.0 s", "NaN,answers/s,–",
        "Infinity,bytes,–"})
    @DisplayName("three digits and a prefix that suits, whatever the unit")
    void number(double value, String unit, String text) {
        assertThat(Numbers.of(value, unit)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"1,1.00×", "0.71234,0.712×", "0.05,0.0500×", "12.34,12.3×",
        "0.9996,1.00×", "1234,'1,230×'", "0,0×", "NaN,–"})
    @DisplayName("a ratio has three digits")
    void ratio(double ratio, String text) {
        assertThat(Numbers.ratio(ratio)).isEqualTo(text);
    }

    @Test
    @DisplayName("a spread says its prefix once, and one round has none")
    void spread() {
        assertThat(Numbers.spread(new Figure(2, 1_234, 45_600), "answers/s"))
                .isEqualTo("1.23–45.6 k");
        assertThat(Numbers.spread(new Figure(2, 900, 1_100), "answers/s"))
                .isEqualTo("900–1.10 k");
        assertThat(Numbers.spread(new Figure(2, 950, 1_521), "MB/s"))
                .isEqualTo("950–1,520 MB/s");
        assertThat(Numbers.spread(new Figure(2, 900, 1_100), "µs"))
                .isEqualTo("900 µs–1.10 ms");
        assertThat(Numbers.spread(new Figure(7, 7, 7), "threads")).isEmpty();
        assertThat(Numbers.ratioSpread(new Figure(1, 0.9, 1.2)))
                .isEqualTo("0.900–1.20×");
        assertThat(Numbers.ratioSpread(new Figure(1, 1, 1))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0.200,0.2", "1.00 k,1 k", "100 k,100 k", "1.50 KiB,1.5 KiB",
        "10.0 µs,10 µs", "0,0", "500 ns,500 ns", "'1,480 MB/s','1,480 MB/s'"})
    @DisplayName("a tick has no zeros that say nothing")
    void tick(String number, String tick) {
        assertThat(Numbers.tick(number)).isEqualTo(tick);
    }
}
