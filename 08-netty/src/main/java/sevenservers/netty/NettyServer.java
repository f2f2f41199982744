package sevenservers.netty;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.FastThreadLocalThread;
import sevenservers.contract.Limits;
import sevenservers.contract.Quietly;
import sevenservers.contract.ServerLog;
import sevenservers.contract.ServerOptions;

/**
 * What both servers need around their pipelines: one event loop that accepts and
 * serves, the clients it serves, and two promises that Netty leaves to its users,
 * calm when nobody can be accepted (B5) and the end (B7).
 *
 * <p>It is one loop, and no group of them: that a group has ended is told by a
 * global thread of Netty's, which would outlive the server by a second.
 */
final class NettyServer extends ChannelInboundHandlerAdapter {

    private final ServerOptions options;
    private final Transport transport;
    private final ServerLog log;
    private final InetSocketAddress endpoint;
    private final EventLoop loop;
    private final ChannelGroup clients;
    private Thread thread;
    private Channel listener;
    private Runnable beforeEnd;
    private int serving;

    /**
     * @throws IOException if the host has no address, or the transport or a
     *     descriptor for it is missing
     */
    NettyServer(String name, ServerOptions options, Transport transport,
            ServerLog log) throws IOException {
        this.options = options;
        this.transport = transport;
        this.log = log;
        endpoint = options.endpoint();
        ThreadFactory threads =
                task -> thread = new FastThreadLocalThread(task, name);
        try {
            loop = new SingleThreadIoEventLoop(null, threads, transport.handlers());
        } catch (ChannelException failure) {
            throw new IOException(failure.getMessage(), failure);
        }
        clients = new DefaultChannelGroup(loop);
    }

    /**
     * Starts to listen where the options say.
     *
     * @param pipelines how each client is served
     * @param beforeEnd what the loop does first when the server ends
     * @throws IOException if it cannot listen there
     */
    void start(ServerBootstrap pipelines, Runnable beforeEnd) throws IOException {
        this.beforeEnd = beforeEnd;
        ChannelFuture bound = pipelines.group(loop).channel(transport.listener())
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, Limits.LISTEN_BACKLOG)
                .handler(this)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.ALLOCATOR,
                        PooledByteBufAllocator.DEFAULT)
                .bind(endpoint).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            shutDown();
            Quietly.join(thread);
            throw new IOException(bound.cause().getMessage(), bound.cause());
        }
        listener.closeFuture().addListener(_ -> end());
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    void close() {
        listener.close();
        Quietly.join(thread);
    }

    static InetSocketAddress addressOf(Channel client) {
        return (InetSocketAddress) client.remoteAddress();
    }

    EventLoop loop() {
        return loop;
    }

    /** How many clients are served; those that only linger are not (B2). */
    int serving() {
        return serving;
    }

    void enter(Channel client) {
        serving++;
        clients.add(client);
    }

    void leave() {
        serving--;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        listener = ctx.channel();
    }

    /** Accepting has failed. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable failure) {
        log.acceptFailed(failure);
        listener.config().setAutoRead(false);
        loop.schedule(this::acceptAgain, Limits.ACCEPT_PAUSE.toNanos(),
                TimeUnit.NANOSECONDS);
    }

    /** A descriptor may be free by now. */
    void acceptAgain() {
        if (listener.isOpen()) {
            listener.config().setAutoRead(true);
        }
    }

    private void end() {
        beforeEnd.run();
        clients.newCloseFuture().addListener(_ -> shutDown());
        clients.close();
        loop.schedule(
                () -> clients.forEach(one -> LingeringClose.of(one).drop()),
                options.grace().toNanos(), TimeUnit.NANOSECONDS);
    }

    private void shutDown() {
        loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }
}
