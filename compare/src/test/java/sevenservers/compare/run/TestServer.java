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
import java.util.concurrent.CountDownLatch;
import sevenservers.compare.results.Contender;
import sevenservers.contract.Service;

/** A server that echoes single bytes to one client, and may misbehave. */
public final class TestServer {

    /** What the server does, and after how many good bytes. */
    public enum Way {
        ECHOES(Integer.MAX_VALUE), LIES(2), DIES(2), DIES_OF_THE_FIRST_BYTE(0),
        DIES_OF_THE_CLIENT(0), DIES_AT_THE_START(0), SILENT(0);

        private final int goodBytes;

        Way(int goodBytes) {
            this.goodBytes = goodBytes;
        }
    }

    private TestServer() {
    }

    public static void main(String... args) throws Exception {
        Way way = Way.valueOf(args[0]);
        if (way == Way.SILENT) {
            new CountDownLatch(1).await();
        }
        if (way == Way.DIES_AT_THE_START) {
            die();
        }
        try (var listener =
                new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            System.out.println("test listens on 127.0.0.1:"
                    + listener.getLocalPort() + ", as it should");
            try (Socket client = listener.accept()) {
                if (way == Way.DIES_OF_THE_CLIENT) {
                    die();
                }
                client.setTcpNoDelay(true);
                serve(way, client.getInputStream(), client.getOutputStream());
            }
        }
    }

    private static void serve(Way way, InputStream in, OutputStream out)
            throws IOException {
        for (int i = 0, c; (c = in.read()) >= 0; i++) {
            if (i >= way.goodBytes && way != Way.LIES) {
                die();
            }
            out.write(i >= way.goodBytes ? c + 1 : c);
        }
    }

    private static void die() {
        System.err.println("out of luck");
        System.exit(3);
    }

    /** A contender of this id with such servers. */
    public static Program program(String id, Way way) {
        return program(id, way, false);
    }

    /** One that is compared only if it is named. */
    public static Program variant(String id, Way way) {
        return program(id, way, true);
    }

    private static Program program(String id, Way way, boolean onlyIfNamed) {
        return new TestProgram(new Contender(id, "a test", "#000000"),
                Map.of(Service.ECHO, List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java")
                                .toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC", "-cp",
                        System.getProperty("java.class.path"),
                        TestServer.class.getName(), way.name())),
                onlyIfNamed);
    }
}
