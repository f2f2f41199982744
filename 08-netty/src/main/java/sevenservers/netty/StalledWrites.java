package sevenservers.netty;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;

/**
 * Gives up a client that has taken none of its unsent bytes for too long (B9).
 * Netty's {@code WriteTimeoutHandler} limits the time of each write instead,
 * however steadily its bytes are taken.
 *
 * <p>Nearly all bytes are taken at once, so a write is only counted. While some are
 * left, it looks several times within the time limit whether there are fewer.
 */
final class StalledWrites extends ChannelOutboundHandlerAdapter {

    /** So many looks in vain, and the time is up. */
    private static final int LOOKS = 8;

    private final Duration limit;
    private final LingeringClose closing;
    private long written;
    private long taken;
    private int inVain;
    private boolean watching;

    StalledWrites(Duration limit, LingeringClose closing) {
        this.limit = limit;
        this.closing = closing;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object bytes,
            ChannelPromise promise) {
        written += ((ByteBuf) bytes).readableBytes();
        ctx.write(bytes, promise);
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        ctx.flush();
        if (!watching && isUnsent(ctx)) {
            watching = true;
            taken = written - unsent(ctx);
            inVain = 0;
            lookLater(ctx);
        }
    }

    private void lookLater(ChannelHandlerContext ctx) {
        ctx.executor().schedule(() -> look(ctx), limit.toNanos() / LOOKS,
                TimeUnit.NANOSECONDS);
    }

    private void look(ChannelHandlerContext ctx) {
        watching = isUnsent(ctx);
        if (!watching) {
            return;
        }
        long before = taken;
        taken = written - unsent(ctx);
        inVain = taken == before ? inVain + 1 : 0;
        if (inVain < LOOKS) {
            lookLater(ctx);
        } else {
            closing.drop();
        }
    }

    /** There is no buffer any more once the output is shut down. */
    private static boolean isUnsent(ChannelHandlerContext ctx) {
        ChannelOutboundBuffer buffer = ctx.channel().unsafe().outboundBuffer();
        return buffer != null && !buffer.isEmpty();
    }

    private static long unsent(ChannelHandlerContext ctx) {
        long[] sum = {0};
        try {
            ctx.channel().unsafe().outboundBuffer().forEachFlushedMessage(bytes -> {
                sum[0] += ((ByteBuf) bytes).readableBytes();
                return true;
            });
        } catch (Exception impossible) {
            throw new AssertionError(impossible);
        }
        return sum[0];
    }
}
