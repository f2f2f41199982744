package sevenservers.compare.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import sevenservers.compare.results.Contender;
import sevenservers.contract.Service;

/**
 * A server that echoes single bytes to one client, and may misbehave from the third
 * one on.
 */
public final class TestServer {

    private static final int GOOD_BYTES = 2;

    /** What the server does after its good bytes. */
    public enum Way {
        ECHOES, DIES, LIES
    }

    private TestServer() {
    }

    public static void main(String... args) throws IOException {
        Way way = Way.valueOf(args[0]);
        try (var listener =
                new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            System.out.println("test listens on 127.0.0.1:"
                    + listener.getLocalPort() + ", as it should");
            try (Socket client = listener.accept()) {
                client.setTcpNoDelay(true);
                serve(way, client.getInputStream(), client.getOutputStream());
            }
        }
    }

    private static void serve(Way way, InputStream in, OutputStream out)
            throws IOException {
        for (int i = 0, c; (c = in.read()) >= 0; i++) {
            if (i >= GOOD_BYTES && way == Way.DIES) {
                System.err.println("out of luck");
                System.exit(3);
            }
            out.write(i >= GOOD_BYTES && way == Way.LIES ? c + 1 : c);
        }
    }

    /** A contender of this id with such servers. */
    public static Program program(String id, Way way) {
        return new TestProgram(new Contender(id, "a test", "#000000"),
                Map.of(Service.ECHO, List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java")
                                .toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC", "-cp",
                        System.getProperty("java.class.path"),
                        TestServer.class.getName(), way.name())));
    }
}
