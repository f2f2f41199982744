package sevenservers.asyncore.programs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import sevenservers.asyncore.DispatcherWithSend;
import sevenservers.asyncore.Loop;
import sevenservers.contract.Quietly;

/** What it costs to send much in small pieces. */
final class PieceCost {

    record Row(int piece, double megabytesPerSecond, double comparedWithDefault) {
    }

    private static final List<Integer> PIECES =
            List.of(512, 4 * 1024, 16 * 1024, DispatcherWithSend.PIECE,
                    64 * 1024, 128 * 1024, 256 * 1024);
    private static final int CHUNK = 1024 * 1024;

    private PieceCost() {
    }

    static List<Row> measure(Costs.Effort effort) throws IOException {
        var rates = new double[PIECES.size()][effort.rounds()];
        for (int piece : PIECES) {
            rate(piece, effort.bytes());
        }
        for (int round = 0; round < effort.rounds(); round++) {
            for (int i = 0; i < rates.length; i++) {
                rates[i][round] = rate(PIECES.get(i), effort.bytes());
            }
        }
        double usual =
                Costs.median(rates[PIECES.indexOf(DispatcherWithSend.PIECE)]);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < rates.length; i++) {
            double rate = Costs.median(rates[i]);
            rows.add(new Row(PIECES.get(i), rate, rate / usual));
        }
        return rows;
    }

    /** Sends over a connection of its own, and returns megabytes per second. */
    private static double rate(int piece, long bytes) throws IOException {
        try (var loop = new Loop();
                var door = ServerSocketChannel.open()
                        .bind(new InetSocketAddress(
                                InetAddress.getLoopbackAddress(), 0))) {
            SocketChannel client = SocketChannel.open(door.getLocalAddress());
            Thread reading = Thread.ofPlatform().start(() -> readToEnd(client));
            SocketChannel server = door.accept()
                    .setOption(StandardSocketOptions.TCP_NODELAY, true);
            long begin = System.nanoTime();
            new Sender(loop, server, piece, bytes);
            loop.run();
            Quietly.join(reading);
            return bytes * 1e3 / (System.nanoTime() - begin);
        }
    }

    private static void readToEnd(SocketChannel client) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(CHUNK);
        try (client) {
            while (client.read(buffer.clear()) >= 0) {
                // As fast as it can.
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Sends so many bytes and ends. */
    private static final class Sender extends DispatcherWithSend {

        private final ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
        private long left;

        Sender(Loop loop, SocketChannel channel, int piece, long bytes)
                throws IOException {
            super(loop, channel);
            left = bytes;
            setPiece(piece);
            refill();
            closeWhenSent();
        }

        @Override
        protected ByteBuffer more() {
            if (left == 0) {
                return null;
            }
            int count = (int) Math.min(left, CHUNK);
            left -= count;
            return chunk.slice(0, count);
        }
    }
}
