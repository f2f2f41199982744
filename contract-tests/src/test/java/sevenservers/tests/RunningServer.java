package sevenservers.tests;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import sevenservers.contract.Style;

/**
 * The contract for servers that run already, where system properties say. Its name
 * is none that a build takes for a test: it runs when it is asked for.
 */
class RunningServer {

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
