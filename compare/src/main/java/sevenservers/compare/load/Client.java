package sevenservers.compare.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import sevenservers.contract.Quietly;

/**
 * One connection to the server. It is ended by a reset, which leaves nothing behind
 * that the kernel would keep for a minute.
 */
abstract class Client {

    private final Pump pump;
    private final SocketChannel channel;
    private final SelectionKey key;

    /**
     * Begins to connect.
     *
     * @param receiveBuffer the kernel's, in bytes; 0 for what it thinks best
     */
    Client(Pump pump, InetSocketAddress server, int receiveBuffer)
            throws IOException {
        this.pump = pump;
        channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            if (receiveBuffer > 0) {
                channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer);
            }
            int awaited = channel.connect(server) ? SelectionKey.OP_READ
                    : SelectionKey.OP_CONNECT;
            key = pump.watch(channel, awaited, this);
        } catch (IOException refused) {
            Quietly.close(channel);
            throw new WrongAnswer("the server does not take a connection: "
                    + refused.getMessage());
        }
    }

    /** Goes on with another one's connection. */
    Client(Client former) {
        pump = former.pump;
        channel = former.channel;
        key = former.key;
        key.attach(this);
    }

    /** There is something to read. */
    abstract void read() throws IOException;

    /** Sends what is unsent, and returns whether that was all. */
    abstract boolean send(SocketChannel to, ByteBuffer buffer) throws IOException;

    /**
     * What this client waits for since that time at least, as words that follow its
     * name, or null.
     */
    abstract String overdue(long since);

    /** Who it is, for messages. */
    @Override
    public abstract String toString();

    final void ready() throws IOException {
        if (key.isValid() && key.isConnectable()) {
            connected();
        }
        if (key.isValid() && key.isWritable()) {
            send();
        }
        if (key.isValid() && key.isReadable()) {
            read();
        }
    }

    private void connected() throws IOException {
        try {
            channel.finishConnect();
        } catch (IOException refused) {
            throw new WrongAnswer(this + " is not taken by the server: "
                    + refused.getMessage());
        }
        send();
    }

    /** Sends what is unsent, later if it cannot be sent now. */
    final void send() throws IOException {
        if (!channel.isConnected()) {
            return;
        }
        try {
            watch(send(channel, pump.out()) ? SelectionKey.OP_READ
                    : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        } catch (IOException broken) {
            throw ended(broken.getMessage());
        }
    }

    /** Reads what there is into the pump's buffer, behind what stands there. */
    final ByteBuffer read(ByteBuffer in) throws IOException {
        int count;
        try {
            count = channel.read(in);
        } catch (IOException broken) {
            throw ended(broken.getMessage());
        }
        if (count < 0) {
            throw ended("end of stream");
        }
        return in.flip();
    }

    private WrongAnswer ended(String how) {
        String waiting = overdue(System.nanoTime());
        return new WrongAnswer("the server has ended the connection of " + this
                + (waiting == null ? "" : ", which " + waiting) + " (" + how + ")");
    }

    final void watch(int interest) {
        if (key.interestOps() != interest) {
            key.interestOps(interest);
        }
    }

    final Pump pump() {
        return pump;
    }

    /** Where the server sees it. */
    final InetSocketAddress address() throws IOException {
        return (InetSocketAddress) channel.getLocalAddress();
    }

    final void close() {
        Quietly.close(channel);
    }
}
