package sevenservers.interop;

import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicReference;
import org.opentest4j.TestAbortedException;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.Service;
import sevenservers.contract.Style;
import sevenservers.tests.Contract;
import sevenservers.tests.ServerProcess;
import sevenservers.tests.ServerUnderTest;
import sevenservers.tests.Subject;

/** The contract for originals: each test has a server of its own. */
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
                return new OriginalServer(original(), service, options,
                        STARTER.get());
            }

            @Override
            public ServerProcess.Launch process(Service service) {
                throw new TestAbortedException("looks into the server's process");
            }
        };
    }
}
