package sevenservers.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import sevenservers.contract.Quietly;

/**
 * A wire between clients and a server: who connects to its address talks to the
 * server through it. As such it is transparent; {@link Faults} make it slow, narrow
 * or ragged, and each {@link Link} can be broken or fall silent.
 *
 * <p>Its buffers are small, so each side soon feels that the other does not read.
 * Those that it receives into grow where small segments fill them. From one of
 * fixed size Linux drops what has no room, and then whatever is beyond the window
 * (nstat counts it as BeyondWindow), with the acknowledgements of the other
 * direction: who sends without reading would be stuck, although its server reads.
 */
public final class Wire implements AutoCloseable {

    /**
     * Two of the loopback's largest segments: with less, the two kernels may wait
     * for each other, as a {@link TestClient} knows.
     */
    private static final int KERNEL_BUFFER = 128 * 1024;
    /**
     * What is sent to a client waits here in segments that fit into the smallest
     * window.
     */
    private static final int SMALL_BUFFER = 16 * 1024;
    private static final int BACKLOG = 1000;

    private final InetSocketAddress server;
    private final Faults faults;
    private final boolean steady;
    private final ServerSocket entrance = new ServerSocket();
    private final ExecutorService threads =
            Executors.newVirtualThreadPerTaskExecutor();
    /** By the addresses of their clients, until somebody asks for them. */
    private final Map<SocketAddress, CompletableFuture<Link>> links =
            new ConcurrentHashMap<>();

    private Wire(InetSocketAddress server, Faults faults, boolean steady)
            throws IOException {
        this.server = server;
        this.faults = faults;
        this.steady = steady;
        entrance.bind(new InetSocketAddress(server.getAddress(), 0), BACKLOG);
    }

    /** Lays a wire to a server; it begins at a free port of the same address. */
    public static Wire to(InetSocketAddress server, Faults faults) {
        return lay(server, faults, false);
    }

    /** The same, but of its clients that do not read each takes equally much. */
    static Wire steady(InetSocketAddress server, Faults faults) {
        return lay(server, faults, true);
    }

    private static Wire lay(InetSocketAddress server, Faults faults,
            boolean steady) {
        try {
            var wire = new Wire(server, faults, steady);
            wire.threads.execute(wire::accept);
            return wire;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Where clients connect. */
    public InetSocketAddress address() {
        return (InetSocketAddress) entrance.getLocalSocketAddress();
    }

    /**
     * The way of one client, who has connected to the wire; to be asked for once.
     *
     * @param client the client's end of its connection
     * @throws AssertionError if the way does not lead to the server in time
     */
    public Link link(InetSocketAddress client, Duration patience) {
        try {
            return linkOf(client).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException failure) {
            throw new AssertionError("no way through the wire to " + server,
                    failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError("the test was stopped", stopped);
        } finally {
            links.remove(client);
        }
    }

    private CompletableFuture<Link> linkOf(SocketAddress client) {
        return links.computeIfAbsent(client, _ -> new CompletableFuture<>());
    }

    private void accept() {
        try {
            while (true) {
                Socket client = entrance.accept();
                threads.execute(() -> carry(client));
            }
        } catch (IOException closed) {
            // That is its end.
        }
    }

    /** Serves one client, to the end of its link. */
    private void carry(Socket client) {
        CompletableFuture<Link> way = linkOf(client.getRemoteSocketAddress());
        try (client; var outward = new Socket()) {
            if (steady) {
                outward.setReceiveBufferSize(KERNEL_BUFFER);
            }
            outward.connect(server);
            client.setSendBufferSize(SMALL_BUFFER);
            outward.setSendBufferSize(KERNEL_BUFFER);
            client.setTcpNoDelay(true);
            outward.setTcpNoDelay(true);
            Link link = Link.start(client, outward, faults);
            way.complete(link);
            link.awaitEnd();
        } catch (IOException refused) {
            way.completeExceptionally(refused);
        }
    }

    /** Breaks all links, and returns when no thread and no socket is left. */
    @Override
    public void close() {
        Quietly.close(entrance);
        threads.shutdownNow();
        threads.close();
    }
}
