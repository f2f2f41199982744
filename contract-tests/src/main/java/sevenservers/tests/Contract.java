package sevenservers.tests;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Timeout;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.Service;
import sevenservers.contract.Style;

/**
 * What all parts of the contract build on: the style whose server is tested, and
 * how the server is started.
 *
 * <p>A system property {@code contract.echo=HOST:PORT} or {@code
 * contract.chat=HOST:PORT} puts a server that runs already in the place of the
 * style's.
 */
@Timeout(300)
public interface Contract {

    /** The style under test. */
    Style style();

    /** The service under test. */
    Service service();

    /** Where the servers come from. */
    default Subject subject() {
        String place = System.getProperty("contract." + service());
        return place == null ? Subject.of(style()) : Subject.running(place);
    }

    /** The options that PROTOCOL.md names. */
    default ServerOptions defaults() {
        return ServerOptions.defaults();
    }

    /** A server with these options. */
    default ServerUnderTest start() {
        return start(defaults());
    }

    /** A server with other options. */
    default ServerUnderTest start(ServerOptions options) {
        return subject().start(service(), options);
    }

    /** A chat server and its room. */
    default Chat chat() {
        return new Chat(start());
    }

    /** A chat server with other options, and its room. */
    default Chat chat(ServerOptions options) {
        return new Chat(start(options));
    }

    /** A server that is to be started in a process of its own. */
    default ProcessUnderTest.Launch process() {
        return subject().process(service());
    }

    /** A client of a server that may be full: it tries until it is served. */
    default Visitor arriveWhenThereIsRoom(ServerUnderTest server) {
        var served = new AtomicReference<Visitor>();
        Wait.each(Duration.ofMillis(10), "the server has room for a client",
                server.patience(), () -> {
                    served.set(Visitor.arriveIfThereIsRoom(service(), server));
                    return served.get() != null;
                });
        return served.get();
    }
}
