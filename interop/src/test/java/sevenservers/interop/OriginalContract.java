package sevenservers.interop;

import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.extension.ExtendWith;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.Service;
import sevenservers.contract.Style;
import sevenservers.tests.Contract;
import sevenservers.tests.ProcessUnderTest;
import sevenservers.tests.ServerUnderTest;
import sevenservers.tests.Subject;

/** The contract for originals: each test has a server of its own. */
@ExtendWith(Trial.class)
interface OriginalContract extends Contract {

    /**
     * Where originals are started. JUnit makes the instances of a test class, so
     * it cannot be handed over.
     */
    AtomicReference<InetSocketAddress> STARTER = new AtomicReference<>();

    Original original();

    @Override
    default Style style() {
        throw new UnsupportedOperationException("it is none of ours");
    }

    @Override
    default Subject subject() {
        return new Subject() {

            @Override
            public ServerUnderTest start(Service service, ServerOptions options) {
                return launch(service).options(options).start();
            }

            @Override
            public ProcessUnderTest.Launch process(Service service) {
                return launch(service);
            }
        };
    }

    private OriginalServer.Launch launch(Service service) {
        return new OriginalServer.Launch(original(), service, STARTER.get());
    }
}
