package sevenservers.tests;

import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import sevenservers.contract.Style;

/**
 * The echo contract, adopted by a style's smallest server, for {@link TinyReport}.
 */
@Execution(ExecutionMode.CONCURRENT)
final class TinyEchoContract implements EchoContract {

    /**
     * JUnit makes the instances of a test class, so the style cannot be handed
     * over.
     */
    static Style style;

    @Override
    public Style style() {
        return style;
    }

    @Override
    public Subject subject() {
        return Subject.tiny(style);
    }
}
