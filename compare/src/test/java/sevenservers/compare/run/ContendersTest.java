package sevenservers.compare.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sevenservers.contract.RunningServer;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.Service;
import sevenservers.contract.Style;

class ContendersTest {

    @Test
    void aVariantOfAStyleIsAContenderOfItsOwn() {
        List<Program> programs =
                Contenders.of(new Two(), List.of("-Xmx31m"));
        assertThat(programs).extracting(program -> program.contender().id())
                .containsExactly("08", "08-fast");
        assertThat(programs).allSatisfy(program -> assertThat(program.moreFlags())
                .containsExactly("-Dfast=true"));
        assertThat(programs).extracting(program -> program.contender().colour())
                .doesNotHaveDuplicates();
        assertThat(
                programs.getLast().command(Service.CHAT, List.of("--grace", "1s")))
                .contains("-Xmx31m", "chat")
                .endsWith("--port", "0", "--how", "fast", "--grace", "1s");
    }

    @Test
    void whatAStylesLibraryWantsOfTheJvmGivesWayToTheFlagsOfAll() {
        assertThat(Contenders.of(new Two(), List.of("-Dfast=false")))
                .allSatisfy(program -> assertThat(
                        program.command(Service.ECHO, List.of()))
                        .containsSubsequence("-Dfast=true", "-Dfast=false"));
    }

    @Test
    void aVariantIsComparedOnlyIfItIsNamed() {
        assertThat(Contenders.of(new Two(), List.of()))
                .extracting(Program::onlyIfNamed).containsExactly(false, true);
    }

    /** A style with a variant. */
    private static final class Two implements Style {

        @Override
        public String name() {
            return "08";
        }

        @Override
        public String title() {
            return "two";
        }

        @Override
        public List<String> jvmOptions() {
            return List.of("-Dfast=true");
        }

        @Override
        public Map<String, List<String>> variants() {
            return Map.of("fast", List.of("--how", "fast"));
        }

        @Override
        public RunningServer startEcho(ServerOptions options) throws IOException {
            throw new IOException("it is never started");
        }

        @Override
        public RunningServer startChat(ServerOptions options) throws IOException {
            throw new IOException("it is never started");
        }

        @Override
        public void runTiny(int port) {
            // It is never started.
        }
    }
}
