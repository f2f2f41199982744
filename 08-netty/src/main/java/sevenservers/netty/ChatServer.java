package sevenservers.netty;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelOutputShutdownEvent;
import io.netty.util.concurrent.Future;
import sevenservers.contract.ChatSession;
import sevenservers.contract.Limits;
import sevenservers.contract.Line;
import sevenservers.contract.LineDecoder;
import sevenservers.contract.Peer;
import sevenservers.contract.Reply;
import sevenservers.contract.Room;
import sevenservers.contract.RunningServer;
import sevenservers.contract.ServerLog;
import sevenservers.contract.ServerOptions;

/**
 * Chat as a handler at the end of a Netty pipeline. Only the event loop touches the
 * room, so nothing needs a lock. What the clients say is collected while the ready
 * channels are read, and told to everybody by a task that the loop runs afterwards.
 *
 * <p>What this style pays: a handler that takes its time stops everybody. Module
 * 06 repairs that. And what a framework does out of sight has to be known all the
 * same: what it reads unasked, what it keeps, when it closes.
 */
public final class ChatServer implements RunningServer {

    private final ServerOptions options;
    private final NettyServer server;
    private final Room room;
    private final SharedTurn turn = new SharedTurn(PooledByteBufAllocator.DEFAULT);
    private final Runnable deliver = this::deliver;
    private final ServerLog log = new ServerLog("08.chat");

    /** Starts a server that listens where the options say. */
    public static ChatServer start(ServerOptions options) throws IOException {
        return start(options, Transport.NIO);
    }

    static ChatServer start(ServerOptions options, Transport transport)
            throws IOException {
        return new ChatServer(options, transport);
    }

    /**
     * A failed write does not close a connection: lines may have come before (C4).
     */
    private ChatServer(ServerOptions options, Transport transport)
            throws IOException {
        this.options = options;
        room = new Room(options, this::deliverSoon);
        server = new NettyServer("08-chat", options, transport, log);
        server.start(new ServerBootstrap()
                .childOption(ChannelOption.AUTO_CLOSE, false)
                .childOption(ChannelOption.SO_SNDBUF, Limits.SEND_BUFFER)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR,
                        new FixedRecvByteBufAllocator(room.chunk())
                                .maxMessagesPerRead(1))
                .childHandler(new ChannelInitializer<>() {

                    @Override
                    protected void initChannel(Channel client) {
                        open(client);
                    }
                }), room::close);
    }

    @Override
    public InetSocketAddress address() {
        return server.address();
    }

    @Override
    public void close() {
        server.close();
    }

    /**
     * The loop runs its tasks when it has handled all channels that were ready. A
     * turn that was full by then has been told already; its copy is of no use now.
     */
    private void deliverSoon() {
        turn.clear();
        server.loop().execute(deliver);
    }

    private void deliver() {
        room.deliver();
        turn.clear();
    }

    private void open(Channel client) {
        var closing = new LingeringClose(server);
        client.pipeline().addLast(closing,
                new StalledWrites(options.writeTimeout(), closing),
                new Chat(closing, NettyServer.addressOf(client)));
    }

    /** One client. What its lines mean is its {@link ChatSession}'s business. */
    private final class Chat extends SimpleChannelInboundHandler<ByteBuf>
            implements
                Peer {

        private final LingeringClose closing;
        private final InetSocketAddress client;
        private final ChatSession session;
        private final LineDecoder lines = new LineDecoder();
        private ChannelHandlerContext ctx;
        private Future<?> join;
        private List<ByteBuf> held = new ArrayList<>();
        private long unsent;
        private boolean finished;
        private boolean ended;

        Chat(LingeringClose closing, InetSocketAddress client) {
            this.closing = closing;
            this.client = client;
            session = new ChatSession(room, this, client);
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            this.ctx = ctx;
            ctx.channel().closeFuture().addListener(_ -> closed());
            join = ctx.executor().schedule(this::joinExpired,
                    options.joinTimeout().toNanos(), TimeUnit.NANOSECONDS);
            log.opened(client);
            if (server.serving() > options.maxConnections()) {
                session.refuse(Reply.SERVER_FULL);
            }
        }

        /** Who talks too fast is not heard: what has been read already is kept. */
        @Override
        protected void channelRead0(ChannelHandlerContext ctx, ByteBuf chunk) {
            if (!held.isEmpty() || !session.mayRead()) {
                ctx.channel().config().setAutoRead(false);
                held.add(chunk.retain());
                return;
            }
            ByteBuffer bytes = chunk.nioBuffer();
            for (Line line; !ended && (line = lines.next(bytes)) != null;) {
                options.work().perform();
                session.handle(line);
            }
        }

        /** Later, because the room that calls this is in the midst of telling. */
        @Override
        public void readAgain() {
            ctx.executor().execute(this::hearAgain);
        }

        /** What is too much even now is held again. */
        private void hearAgain() {
            List<ByteBuf> chunks = held;
            held = new ArrayList<>();
            LingeringClose.readOn(ctx.channel());
            chunks.forEach(ctx.pipeline()::fireChannelRead);
            endIfHeard();
        }

        @Override
        public void tell(ByteBuffer told) {
            if (ended) {
                return;
            }
            int size = told.remaining();
            ChannelFuture sent = ctx.writeAndFlush(turn.share(told));
            if (!sent.isDone()) {
                unsent += size;
                sent.addListener(_ -> {
                    unsent -= size;
                    session.sent();
                });
            }
        }

        /** Of the first write under way some bytes may have been taken. */
        @Override
        public long unsent() {
            ChannelOutboundBuffer buffer = ctx.channel().unsafe().outboundBuffer();
            return buffer == null ? 0 : unsent - buffer.currentProgress();
        }

        private void joinExpired() {
            if (session.isJoining()) {
                session.refuse(Reply.JOIN_TIMEOUT);
            }
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event == ChannelInputShutdownEvent.INSTANCE) {
                finished = true;
                endIfHeard();
            } else if (event == ChannelOutputShutdownEvent.INSTANCE) {
                // A write has met a reset; or we end, and it makes no difference.
                session.deafen();
            }
        }

        /** Linux's transports see a FIN, and read on to it, unasked. */
        private void endIfHeard() {
            if (finished && held.isEmpty()) {
                end();
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable failure) {
            log.handlerFailed(client, failure);
            end();
        }

        /** Who leaves is told the rest first. */
        @Override
        public void end() {
            session.leave();
            ended = true;
            ctx.close();
        }

        @Override
        public void drop() {
            session.leave();
            ended = true;
            closing.drop();
        }

        private void closed() {
            join.cancel(false);
            held.forEach(ByteBuf::release);
            held.clear();
            session.leave();
            log.closed(client);
        }
    }
}
