package sevenservers.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static sevenservers.tests.Wait.PATIENCE;
import static sevenservers.tests.Wait.await;

import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sevenservers.client.Unanswered.Match;

@Timeout(120)
class UnansweredTest {

    private final Unanswered unanswered = new Unanswered();

    private Match match(String came) {
        byte[] bytes = came.getBytes(US_ASCII);
        return unanswered.match(bytes, bytes.length);
    }

    @Test
    void bytesMayComeBackInOtherPiecesThanTheyWereSent() throws Exception {
        unanswered.add("hel".getBytes(US_ASCII));
        unanswered.add("lo, w".getBytes(US_ASCII));
        unanswered.add("orld".getBytes(US_ASCII));
        assertThat(match("h")).isEqualTo(new Match(1, -1));
        assertThat(match("ello, wo")).isEqualTo(new Match(8, -1));
        assertThat(match("rLd")).isEqualTo(new Match(1, 'l'));
    }

    @Test
    void nothingIsExpectedWhenAllIsBack() throws Exception {
        assertThat(match("x")).isEqualTo(new Match(0, -1));
        unanswered.add("ab".getBytes(US_ASCII));
        assertThat(unanswered.isEmpty()).isFalse();
        assertThat(match("abc")).isEqualTo(new Match(2, -1));
        assertThat(unanswered.isEmpty()).isTrue();
    }

    @Test
    void theSenderWaitsWhenTooMuchIsUnanswered() throws Exception {
        byte[] much = new byte[16 * 1024 * 1024];
        unanswered.add(much);
        var more = new FutureTask<>(() -> {
            unanswered.add(new byte[1]);
            return true;
        });
        Thread sending = Thread.ofPlatform().daemon().start(more);
        await().until(() -> sending.getState() == Thread.State.WAITING);
        unanswered.match(much, 1);
        assertThat(more.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
}
