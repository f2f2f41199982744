package sevenservers.netty;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelOutputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.PromiseNotifier;
import sevenservers.contract.Limits;

/**
 * Makes a pipeline's {@code close()} what B6 asks for. Netty's own throws away what
 * is unsent, and while input is unread it is a reset. It stands first in the
 * pipeline, so that the handlers behind it just close.
 *
 * <pre>
 *  OPEN --close()--> FLUSHING --all sent--> LINGERING --> CLOSED
 *   |  `--drop()---------`-------------------^  FIN or 1 s ^
 *   `----------------------- reset ------------------------'
 * </pre>
 *
 * <p>After a FIN there is nothing to wait for, and LINGERING takes no time.
 */
final class LingeringClose extends ChannelDuplexHandler {

    private enum State {
        OPEN, FLUSHING, LINGERING, CLOSED
    }

    private final NettyServer server;
    private ChannelHandlerContext ctx;
    private State state = State.OPEN;

    LingeringClose(NettyServer server) {
        this.server = server;
    }

    static LingeringClose of(Channel client) {
        return client.pipeline().get(LingeringClose.class);
    }

    /** Not past a FIN: epoll's channel would break. */
    static void readOn(Channel client) {
        if (!((DuplexChannel) client).isInputShutdown()) {
            client.config().setAutoRead(true);
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        this.ctx = ctx;
        server.enter(ctx.channel());
        ctx.channel().closeFuture().addListener(_ -> {
            become(State.CLOSED);
            server.acceptAgain();
        });
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object chunk) {
        if (state == State.OPEN) {
            ctx.fireChannelRead(chunk);
        } else {
            ReferenceCountUtil.release(chunk);
        }
    }

    /** When everything before it has been sent, so has an empty buffer. */
    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise closed) {
        PromiseNotifier.cascade(ctx.channel().closeFuture(), closed);
        if (state == State.OPEN) {
            become(State.FLUSHING);
            readOn(ctx.channel());
            ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> linger());
        }
    }

    /** Closes without what is unsent. */
    void drop() {
        if (state == State.OPEN || state == State.FLUSHING) {
            readOn(ctx.channel());
            linger();
            forgetToWrite();
        }
    }

    private void linger() {
        if (state == State.LINGERING || state == State.CLOSED) {
            return;
        }
        become(State.LINGERING);
        var channel = (DuplexChannel) ctx.channel();
        channel.shutdownOutput();
        if (channel.isInputShutdown()) {
            ctx.close();
        } else {
            ctx.executor().schedule(() -> ctx.close(), Limits.LINGER.toNanos(),
                    TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelOutputShutdownEvent.INSTANCE && state == State.OPEN) {
            // A write has failed, and the rest with it. Reading will find the end.
            forgetToWrite();
        }
        if (event == ChannelInputShutdownEvent.INSTANCE
                && state == State.LINGERING) {
            ctx.close();
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    /**
     * When the output is shut down while bytes are unsent, Netty does not stop to
     * wait until they can be written, and is told all the time that they can. A
     * channel that is registered anew waits for nothing but input. (With io_uring
     * there is no such waiting.)
     *
     * <p>That has to wait until the loop has selected once more. Registered at
     * once, NIO's would select on the spot, and then wait in vain for the channels
     * that it found ready.
     */
    private void forgetToWrite() {
        if (state == State.CLOSED
                || ctx.channel() instanceof IoUringSocketChannel) {
            return;
        }
        EventLoop loop = ctx.channel().eventLoop();
        ctx.deregister().addListener(_ -> loop.schedule(
                () -> loop.register(ctx.channel()), 0, TimeUnit.NANOSECONDS));
    }

    /** A reset; what handlers throw does not come this way. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable failure) {
        if (failure instanceof IOException) {
            ctx.close();
        } else {
            ctx.fireExceptionCaught(failure);
        }
    }

    private void become(State next) {
        boolean served = state == State.OPEN || state == State.FLUSHING;
        state = next;
        if (served && (next == State.LINGERING || next == State.CLOSED)) {
            server.leave();
        }
    }
}
