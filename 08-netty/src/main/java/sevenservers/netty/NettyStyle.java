package sevenservers.netty;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sevenservers.contract.RunningServer;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.Style;

/** The servers of this module. */
public final class NettyStyle implements Style {

    private final TransportOption chosen;

    public NettyStyle() {
        this(Transport.NIO);
    }

    /** The style by this transport, unless a command line names another. */
    NettyStyle(Transport transport) {
        chosen = new TransportOption(transport);
    }

    @Override
    public String name() {
        return "08";
    }

    @Override
    public String title() {
        return "Netty";
    }

    @Override
    public RunningServer startEcho(ServerOptions options) throws IOException {
        return EchoServer.start(options, chosen.transport());
    }

    @Override
    public RunningServer startChat(ServerOptions options) throws IOException {
        return ChatServer.start(options, chosen.transport());
    }

    @Override
    public void runTiny(int port) throws IOException {
        TinyEcho.run(port);
    }

    @Override
    public Optional<Object> moreOptions() {
        return Optional.of(chosen);
    }

    /**
     * On a JDK 24 or newer Netty keeps away from {@code sun.misc.Unsafe}, if it may
     * not use it; without it, it reaches neither its buffers nor the selector's set
     * of keys in its fastest way. And it looks for leaks of buffers in a sample.
     */
    @Override
    public List<String> jvmOptions() {
        return List.of("--sun-misc-unsafe-memory-access=allow",
                "-Dio.netty.noUnsafe=false",
                "-Dio.netty.leakDetection.level=disabled");
    }

    @Override
    public Map<String, List<String>> variants() {
        Map<String, List<String>> variants = new LinkedHashMap<>();
        for (Transport other : List.of(Transport.EPOLL, Transport.IO_URING)) {
            if (other.whyMissing() == null) {
                variants.put(other.toString(),
                        List.of("--transport", other.toString()));
            }
        }
        return variants;
    }
}
