package sevenservers.interop.soak;

import java.io.FileInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/** An echo server in a process of its own, with a fault. */
final class FaultyEcho {

    private static final int LEAK = 50_000;
    private static final int VISITS_TO_DEATH = 20;

    private static final List<Object> KEPT = new ArrayList<>();
    private static int visits;

    /** What is wrong with it. */
    enum Fault {
        NONE, DESCRIPTORS, HEAP, THREADS, BYTES, DEATH, LOG
    }

    private FaultyEcho() {
    }

    public static void main(String... args) throws IOException {
        var fault = Fault.valueOf(args[0].toUpperCase(Locale.ROOT));
        try (var listener =
                new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            System.out.println("listens on 127.0.0.1:" + listener.getLocalPort());
            while (true) {
                Socket client = listener.accept();
                misbehave(fault);
                Thread.startVirtualThread(() -> serve(client, fault));
            }
        }
    }

    private static void misbehave(Fault fault) throws IOException {
        visits++;
        switch (fault) {
            case DESCRIPTORS -> KEPT.add(new FileInputStream("/dev/null"));
            case HEAP -> KEPT.add(new byte[LEAK]);
            case THREADS -> Thread.ofPlatform().daemon().start(FaultyEcho::stay);
            case DEATH -> {
                if (visits == VISITS_TO_DEATH) {
                    Runtime.getRuntime().halt(1);
                }
            }
            case LOG -> System.err.println("it failed");
            case NONE, BYTES -> {
                // Not yet.
            }
        }
    }

    private static void stay() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static void serve(Socket client, Fault fault) {
        try (client) {
            var bytes = new byte[1000];
            for (int read; (read = client.getInputStream().read(bytes)) > 0;) {
                if (fault == Fault.BYTES) {
                    bytes[read - 1]++;
                }
                client.getOutputStream().write(bytes, 0, read);
            }
        } catch (IOException ended) {
            // The client has gone first.
        }
    }
}
