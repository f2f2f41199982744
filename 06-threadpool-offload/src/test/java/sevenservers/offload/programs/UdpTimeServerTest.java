package sevenservers.offload.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sevenservers.contract.ServerOptions;

@Timeout(120)
class UdpTimeServerTest {

    private static final ZoneId ZONE = ZoneId.of("America/Chicago");

    @ParameterizedTest
    @CsvSource({"2012-09-18T14:29:23,Tue Sep 18 14:29:23 2012",
        "1993-06-09T04:06:04,Wed Jun  9 04:06:04 1993",
        "2000-01-01T00:00:00,Sat Jan  1 00:00:00 2000",
        "2024-02-29T23:59:59,Thu Feb 29 23:59:59 2024"})
    void writesTheTimeAsCDoes(LocalDateTime time, String written)
            throws IOException {
        Clock clock = Clock.fixed(time.atZone(ZONE).toInstant(), ZONE);
        try (var thread = new LoopThread(); var asker = new Asker()) {
            var server = new UdpTimeServer(thread.loop(), LoopThread.anyPort(),
                    clock);
            thread.start();
            assertThat(asker.ask(server.address(), "")).isEqualTo(written);
            assertThat(asker.ask(server.address(), "what?")).isEqualTo(written);
        }
    }

    @Test
    void tellsTheTimeOfNow() throws IOException {
        try (var server = UdpTimeServer.start(ServerOptions.defaults());
                var asker = new Asker()) {
            ZoneId here = ZoneId.systemDefault();
            var before = LocalDateTime.now(here).truncatedTo(ChronoUnit.SECONDS);
            String told = asker.ask(server.address(), "");
            assertThat(LocalDateTime.parse(told, UdpTimeServer.CTIME))
                    .isBetween(before, LocalDateTime.now(here));
        }
    }
}
