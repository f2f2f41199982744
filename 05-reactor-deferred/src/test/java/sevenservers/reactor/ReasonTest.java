package sevenservers.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReasonTest {

    @Test
    void saysInWordsWhatHasHappened() {
        var broken = new IOException("broken pipe");
        assertThat(new Reason.Done().message())
                .isEqualTo("the connection was closed");
        assertThat(new Reason.Lost(broken).message())
                .isEqualTo("the connection broke: broken pipe");
        assertThat(new Reason.Aborted().message())
                .isEqualTo("the connection was aborted");
        assertThat(new Reason.TimedOut(Duration.ofMillis(1_500)).message())
                .isEqualTo("nothing happened for 1.5 s");
        assertThat(new Reason.NotConnected(broken).message())
                .isEqualTo("broken pipe");
        assertThat(new Reason.Failed(broken).message())
                .isEqualTo("an error: java.io.IOException: broken pipe");
    }
}
