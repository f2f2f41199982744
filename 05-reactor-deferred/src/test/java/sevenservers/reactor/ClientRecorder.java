package sevenservers.reactor;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** A factory for connections begun from here that remembers what comes of them. */
class ClientRecorder implements ClientFactory {

    final List<Recorder> built = new ArrayList<>();
    final List<Reason> failures = new ArrayList<>();

    /** The one connection there is. */
    Recorder protocol() {
        return built.getFirst();
    }

    boolean isConnected() {
        return !built.isEmpty();
    }

    @Override
    public Protocol buildProtocol(InetSocketAddress peer) {
        built.add(new Recorder());
        return built.getLast();
    }

    @Override
    public void clientConnectionFailed(Reason reason) {
        failures.add(reason);
    }
}
