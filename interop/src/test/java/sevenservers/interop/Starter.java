package sevenservers.interop;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A container that starts originals, each in a process of its own. */
final class Starter implements AutoCloseable {

    private static final Pattern PORT = Pattern.compile("starts at port (\\d+)");

    private final ForeignContainer container =
            new ForeignContainer(".*starts at port.*", "/usr/bin/python3",
                    "/foreign/originals/starter.py");

    Starter() {
        container.start();
    }

    /** Where it is told what to start. */
    InetSocketAddress address() {
        String port = PORT.matcher(container.getLogs()).results()
                .map((MatchResult said) -> said.group(1)).findFirst().orElseThrow();
        return new InetSocketAddress(InetAddress.getLoopbackAddress(),
                Integer.parseInt(port));
    }

    @Override
    public void close() {
        container.stop();
    }
}
