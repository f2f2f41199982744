package sevenservers.tests;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import sevenservers.contract.Style;

/** The contract for servers that run already, where system properties say. */
class RunningServerTest {

    @Nested
    @EnabledIfSystemProperty(named = "contract.echo", matches = ".+")
    class Echo implements EchoContract {

        @Override
        public Style style() {
            throw new UnsupportedOperationException("the server runs already");
        }
    }

    @Nested
    @EnabledIfSystemProperty(named = "contract.chat", matches = ".+")
    class Chat implements ChatContract {

        @Override
        public Style style() {
            throw new UnsupportedOperationException("the server runs already");
        }
    }
}
