package sevenservers.interop;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Skips a class of tests, and says so, where no Docker engine answers or a
 * container cannot have the network of this machine.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@NeedsDocker
@EnabledOnOs(value = OS.LINUX, disabledReason = "needs Docker on Linux: elsewhere "
        + "a container's network is not that of this machine")
@interface NeedsHostNetwork {
}
