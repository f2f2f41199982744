package sevenservers.interop;

import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import sevenservers.tests.ChatContract;

/** The chat contract, adopted by all originals, for {@link Originals}. */
@ParameterizedClass(name = "{0}")
@EnumSource(Original.class)
@Execution(ExecutionMode.CONCURRENT)
record OriginalChatContract(Original original)
        implements
            OriginalContract,
            ChatContract {
}
