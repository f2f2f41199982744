package sevenservers.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Whether a Docker engine answers; it is asked once. */
final class DockerCondition implements ExecutionCondition {

    private static final int PATIENCE_SECONDS = 10;
    private static final ConditionEvaluationResult ANSWER = ask();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(
            ExtensionContext context) {
        return ANSWER;
    }

    private static ConditionEvaluationResult ask() {
        try {
            Process docker = new ProcessBuilder("docker", "version", "--format",
                    "{{.Server.Version}}").redirectErrorStream(true).start();
            if (!docker.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                docker.destroyForcibly();
                return no("it does not answer");
            }
            String said = new String(docker.getInputStream().readAllBytes(), UTF_8)
                    .strip();
            return docker.exitValue() == 0
                    ? ConditionEvaluationResult.enabled("Docker " + said)
                    : no(said);
        } catch (IOException absent) {
            return no(absent.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return no("interrupted");
        }
    }

    private static ConditionEvaluationResult no(String why) {
        return ConditionEvaluationResult.disabled("needs Docker: " + why);
    }
}
