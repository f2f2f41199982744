package sevenservers.virtual.programs;

import java.io.IOException;
import java.net.InetSocketAddress;
import sevenservers.contract.RunningServer;
import sevenservers.contract.ServerOptions;
import sevenservers.virtual.StreamServer;

/**
 * The chat as a handler that a {@link StreamServer} calls for each connection.
 *
 * <p>Retells the gevent chat of the documents, which is nearly that of {@link
 * GreenChat}: the handler is the same, and the loop that accepts is the class's.
 */
final class StreamChat implements RunningServer {

    private final ServerOptions options;
    private final ChatChannels channels;
    private final StreamServer server;

    /** Starts a server that listens where the options say. */
    static StreamChat start(ServerOptions options) throws IOException {
        var chat = new StreamChat(options);
        chat.server.start();
        return chat;
    }

    private StreamChat(ServerOptions options) throws IOException {
        this.options = options;
        channels = new ChatChannels("07.stream-chat", options);
        server = new StreamServer(options.endpoint(), channels::newChatChannel,
                channels.pool());
    }

    @Override
    public InetSocketAddress address() {
        return server.address();
    }

    @Override
    public void close() {
        channels.end();
        server.stop(options.grace());
    }
}
