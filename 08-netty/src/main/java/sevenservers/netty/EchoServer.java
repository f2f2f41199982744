package sevenservers.netty;

import java.io.IOException;
import java.net.InetSocketAddress;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import sevenservers.contract.Limits;
import sevenservers.contract.RunningServer;
import sevenservers.contract.ServerLog;
import sevenservers.contract.ServerOptions;

/**
 * Echo as a handler at the end of a Netty pipeline. The event loop tells it what
 * was read, and it writes that back; before it stand the handlers that close as
 * the contract asks and that give up who takes nothing.
 *
 * <p>What this style pays: a handler that takes its time stops everybody. Module
 * 06 repairs that. And what a framework does out of sight has to be known all the
 * same: what it reads unasked, what it keeps, when it closes.
 */
public final class EchoServer implements RunningServer {

    private static final int SMALLEST_READ =
            AdaptiveRecvByteBufAllocator.DEFAULT_MINIMUM;
    private static final int FIRST_READ =
            AdaptiveRecvByteBufAllocator.DEFAULT_INITIAL;

    private final ServerOptions options;
    private final NettyServer server;
    private final Echo echo = new Echo();
    private final ServerLog log = new ServerLog("08.echo");

    /** Starts a server that listens where the options say. */
    public static EchoServer start(ServerOptions options) throws IOException {
        return start(options, Transport.NIO);
    }

    static EchoServer start(ServerOptions options, Transport transport)
            throws IOException {
        return new EchoServer(options, transport);
    }

    /** One read a turn, and at most as much as may be unsent (E3). */
    private EchoServer(ServerOptions options, Transport transport)
            throws IOException {
        this.options = options;
        server = new NettyServer("08-echo", options, transport, log);
        server.start(new ServerBootstrap()
                .childOption(ChannelOption.RECVBUF_ALLOCATOR,
                        new AdaptiveRecvByteBufAllocator(SMALLEST_READ,
                                FIRST_READ, Limits.ECHO_BUFFER)
                                .maxMessagesPerRead(1))
                .childHandler(new ChannelInitializer<>() {

                    @Override
                    protected void initChannel(Channel client) {
                        open(client);
                    }
                }), () -> {
                });
    }

    @Override
    public InetSocketAddress address() {
        return server.address();
    }

    @Override
    public void close() {
        server.close();
    }

    private void open(Channel client) {
        if (server.serving() == options.maxConnections()) {
            client.close();
            return;
        }
        var closing = new LingeringClose(server);
        client.pipeline().addLast(closing,
                new StalledWrites(options.writeTimeout(), closing), echo);
    }

    /**
     * Every client. While there are unsent bytes nothing is read, so a connection
     * holds at most one buffer, and nothing has to be remembered about it.
     */
    @Sharable
    private final class Echo extends SimpleChannelInboundHandler<ByteBuf> {

        private final ChannelFutureListener readOn = sent -> {
            if (sent.isSuccess()) {
                LingeringClose.readOn(sent.channel());
            }
        };

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            log.opened(NettyServer.addressOf(ctx.channel()));
        }

        /**
         * To write a buffer is to give it away, and the caller releases it, too.
         */
        @Override
        protected void channelRead0(ChannelHandlerContext ctx, ByteBuf chunk) {
            options.work().perform();
            ChannelFuture sent = ctx.writeAndFlush(chunk.retain());
            if (!sent.isDone()) {
                ctx.channel().config().setAutoRead(false);
                sent.addListener(readOn);
            }
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event == ChannelInputShutdownEvent.INSTANCE) {
                ctx.close();
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable failure) {
            log.handlerFailed(NettyServer.addressOf(ctx.channel()), failure);
            ctx.close();
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            log.closed(NettyServer.addressOf(ctx.channel()));
        }
    }
}
