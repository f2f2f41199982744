package sevenservers.offload.programs;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import sevenservers.contract.RunningServer;
import sevenservers.contract.ServerOptions;
import sevenservers.offload.EventLoop;
import sevenservers.offload.WakeupPipe;

/**
 * Answers each datagram with its own bytes, be they as many as a datagram can have,
 * or none.
 *
 * <p>Retells the {@code UDPEchoServer} of the document, which cuts what is longer
 * than its buffer.
 */
public final class UdpEchoServer extends UdpServer {

    /** The document's port. */
    static final int PORT = 15_000;

    /**
     * A server on this loop.
     *
     * @throws IOException if it cannot receive at this address
     */
    public UdpEchoServer(EventLoop loop, InetSocketAddress address)
            throws IOException {
        super(loop, address);
    }

    /**
     * Starts a server on a loop of its own, where the options say.
     *
     * @throws IOException if it cannot receive there
     */
    public static RunningServer start(ServerOptions options) throws IOException {
        return UdpService.start("06-udp-echo", options, WakeupPipe::new,
                (loop, _) -> new UdpEchoServer(loop, options.endpoint()));
    }

    @Override
    protected void received(ByteBuffer data, InetSocketAddress sender) {
        reply(data, sender);
    }
}
