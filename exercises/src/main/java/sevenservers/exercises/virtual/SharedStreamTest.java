package sevenservers.exercises.virtual;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import sevenservers.tests.Task;
import sevenservers.tests.Wait;

class SharedStreamTest {

    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final SharedStream chat = new SharedStream();

    /** What a participant has been told. */
    private static class Screen extends OutputStream {

        private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            shown.write(bytes, from, count);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        String text() {
            return shown.toString(UTF_8);
        }
    }

    private Screen join(String name) {
        var screen = new Screen();
        chat.join(name, screen);
        return screen;
    }

    private void say(String name, String text) {
        Task.start(name + " says " + text, () -> chat.say(name, text))
                .await(PATIENCE);
    }

    @Test
    @DisplayName("What is said reaches all others at once, and nobody else")
    void reachesAllOthersAtOnce() {
        Screen andy = join("andy");
        Screen betty = join("betty");
        Screen carl = join("carl");
        say("andy", "Grüße, zusammen: hallo");
        assertThat(betty.text()).as("what betty reads when andy has spoken")
                .isEqualTo("#[andy]>>> Grüße, zusammen: hallo\n");
        say("betty", "hi");
        say("andy", "");
        assertThat(betty.text()).as("what betty reads: not what she says herself")
                .isEqualTo("#[andy]>>> Grüße, zusammen: hallo\n#[andy]>>> \n");
        assertThat(carl.text()).as("what carl reads: all, in this order").isEqualTo(
                "#[andy]>>> Grüße, zusammen: hallo\n#[betty]>>> hi\n#[andy]>>> \n");
        assertThat(andy.text()).as("what andy reads").isEqualTo("#[betty]>>> hi\n");
    }

    /** While andy's line reaches this one, carl begins to talk. */
    private final class Meeting extends Screen {

        private Thread carl;

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            super.write(bytes, from, count);
            if (carl == null) {
                carl = Thread.ofVirtual()
                        .unstarted(() -> chat.say("carl", "me too"));
                carl.start();
                Wait.until("carl has spoken, or waits for his turn", PATIENCE,
                        () -> !carl.isAlive() || isWaiting(carl));
            }
        }
    }

    private static boolean isWaiting(Thread thread) {
        return switch (thread.getState()) {
            case BLOCKED, WAITING, TIMED_WAITING -> true;
            default -> false;
        };
    }

    @Test
    @DisplayName("When two talk at the same time, each of their lines can be read")
    void linesDoNotMix() throws InterruptedException {
        join("andy");
        join("carl");
        var betty = new Meeting();
        chat.join("betty", betty);
        say("andy", "I am here");
        assertThat(betty.carl.join(PATIENCE))
                .as("whether carl was heard to the end").isTrue();
        assertThat(betty.text().lines())
                .as("the lines that betty reads, to whom andy and carl have spoken"
                        + " at the same moment")
                .containsExactlyInAnyOrder("#[andy]>>> I am here",
                        "#[carl]>>> me too");
    }

    /** A stream that takes nothing. */
    private static final class Broken extends Screen {

        private int tries;

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            tries++;
            throw new IOException("broken pipe");
        }
    }

    @Test
    @DisplayName("Whose stream is broken takes part no more,"
            + " and the others do not notice")
    void whoIsBrokenIsDropped() {
        var broken = new Broken();
        Screen first = join("anna");
        chat.join("mary", broken);
        Screen last = join("zoe");
        join("carl");
        say("carl", "one");
        say("carl", "two");
        assertThat(broken.tries).as("writes to a stream that broke at the first")
                .isEqualTo(1);
        assertThat(first.text()).as("what another participant reads")
                .isEqualTo("#[carl]>>> one\n#[carl]>>> two\n")
                .isEqualTo(last.text());
    }

    @Test
    @DisplayName("Who has left is told nothing more,"
            + " and who comes back is told again")
    void whoHasLeftIsToldNothing() {
        join("andy");
        Screen before = join("betty");
        say("andy", "one");
        chat.leave("betty");
        say("andy", "two");
        Screen after = join("betty");
        say("andy", "three");
        assertThat(before.text()).as("what betty reads before she leaves")
                .isEqualTo("#[andy]>>> one\n");
        assertThat(after.text()).as("what betty reads after she has come back")
                .isEqualTo("#[andy]>>> three\n");
    }
}
