package sevenservers.offload.programs;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import sevenservers.contract.Quietly;
import sevenservers.contract.RunningServer;
import sevenservers.contract.ServerLog;
import sevenservers.contract.ServerOptions;
import sevenservers.offload.EventLoop;
import sevenservers.offload.WakeupPipe;

/**
 * A UDP server on a loop and a thread of its own. To be closed from elsewhere it
 * has a pipe, which may be a pool's.
 *
 * <p>When it is closed, it receives nothing any more, and answers what it has
 * received, as far as the grace allows. What the kernel holds by then is lost.
 */
final class UdpService implements RunningServer {

    private final Duration grace;
    private final EventLoop loop = new EventLoop();
    private final WakeupPipe pipe;
    private final UdpServer server;
    private final Thread thread;
    private final ServerLog log;
    private boolean closing;
    private boolean graceOver;

    /** How the way to the loop's thread is made. */
    @FunctionalInterface
    interface Pipes<P extends WakeupPipe> {

        P open(EventLoop loop) throws IOException;
    }

    /** How the server is made. */
    @FunctionalInterface
    interface Servers<P extends WakeupPipe> {

        UdpServer open(EventLoop loop, P pipe) throws IOException;
    }

    /**
     * Starts a server.
     *
     * @param name its thread's
     * @throws IOException if it cannot receive at its address
     */
    static <P extends WakeupPipe> UdpService start(String name,
            ServerOptions options, Pipes<P> pipes, Servers<P> servers)
            throws IOException {
        var service = new UdpService(name, options, pipes, servers);
        service.thread.start();
        return service;
    }

    private <P extends WakeupPipe> UdpService(String name, ServerOptions options,
            Pipes<P> pipes, Servers<P> servers) throws IOException {
        grace = options.grace();
        log = new ServerLog(name);
        try {
            P opened = pipes.open(loop);
            pipe = opened;
            try {
                server = servers.open(loop, opened);
            } catch (IOException | RuntimeException failure) {
                opened.close();
                throw failure;
            }
        } catch (IOException | RuntimeException failure) {
            loop.close();
            throw failure;
        }
        thread = new Thread(this::run, name);
    }

    @Override
    public InetSocketAddress address() {
        return server.address();
    }

    @Override
    public void close() {
        pipe.post(() -> closing = true);
        Quietly.join(thread);
    }

    private void run() {
        try {
            while (!closing) {
                loop.turn();
            }
            server.stop();
            loop.deadline(server, () -> graceOver = true).in(grace);
            while (server.pending() > 0 && !graceOver) {
                loop.turn();
            }
        } catch (IOException | RuntimeException | Error failure) {
            log.failed(failure);
        } finally {
            loop.close();
            pipe.close();
        }
    }
}
