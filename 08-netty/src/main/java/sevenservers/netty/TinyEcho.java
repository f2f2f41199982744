package sevenservers.netty;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.nio.NioServerSocketChannel;

/**
 * Netty's idea: a pipeline of handlers for every connection, and an event loop that
 * tells them what has happened. Here it has one handler, which sends back what
 * comes.
 *
 * <p>It leaves out what a server on a network needs: a client that never reads is
 * never ended, the number of clients has no limit, and when it is stopped, what is
 * unsent is lost. {@link EchoServer} repairs all of that.
 */
final class TinyEcho {

    private TinyEcho() {
    }

    static void run(int port) throws IOException {
        var loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        var listening = new ServerBootstrap().group(loops)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(1, 1))
                .childHandler(new Echo())
                .bind(InetAddress.getLoopbackAddress(), port)
                .syncUninterruptibly().channel();
        var address = (InetSocketAddress) listening.localAddress();
        System.out.println(
                "08 tiny echo listens on 127.0.0.1:" + address.getPort());
        listening.closeFuture().syncUninterruptibly();
    }

    @Sharable
    private static final class Echo extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object chunk) {
            ctx.writeAndFlush(chunk);
        }

        /** Writable is who has nothing unsent; others are not read. */
        @Override
        public void channelWritabilityChanged(ChannelHandlerContext ctx) {
            ctx.channel().config().setAutoRead(ctx.channel().isWritable());
        }

        /** After a FIN: when an empty buffer is sent, so is all before it. */
        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event == ChannelInputShutdownEvent.INSTANCE) {
                ctx.writeAndFlush(Unpooled.EMPTY_BUFFER)
                        .addListener(ChannelFutureListener.CLOSE);
            }
        }
    }
}
