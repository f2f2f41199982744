package sevenservers.asyncore.programs;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import sevenservers.asyncore.Dispatcher;
import sevenservers.asyncore.Loop;

/** A loop with many idle dispatchers: what it costs to ask them all. */
final class AskingCost implements AutoCloseable {

    /** The times of a turn in microseconds. */
    record Row(int dispatchers, double allAsked, double changedAsked) {
    }

    /**
     * What was measured.
     *
     * @param shortage why there were no more dispatchers, or null
     */
    record Result(List<Row> rows, String shortage) {
    }

    private static final int WARM_UP = 3;
    /** Descriptors that the JVM needs to load classes when there are no more. */
    private static final int SPARE = 16;

    private final Loop loop = new Loop();
    private final List<Dispatcher> all = new ArrayList<>();
    private final double[] allAsked;
    private final double[] changedAsked;
    private int idle;

    private AskingCost(Costs.Effort effort) throws IOException {
        allAsked = new double[effort.rounds()];
        changedAsked = new double[effort.rounds()];
    }

    /** One row for each number of idle dispatchers, as the system allows. */
    static Result measure(Costs.Effort effort) throws IOException {
        List<AskingCost> costs = new ArrayList<>();
        try (var door = ServerSocketChannel.open()
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            String shortage = fill(costs, effort, door);
            // The first rounds are for the compiler; later ones replace them.
            for (int i = -WARM_UP; i < effort.rounds(); i++) {
                for (AskingCost cost : costs) {
                    cost.measure(Math.max(0, i), effort.turns());
                }
            }
            return new Result(costs.stream().map(AskingCost::row).toList(),
                    shortage);
        } finally {
            costs.forEach(AskingCost::close);
        }
    }

    private static String fill(List<AskingCost> costs, Costs.Effort effort,
            ServerSocketChannel door) {
        try {
            addAll(costs, effort, door);
            return null;
        } catch (IOException tooMany) {
            if (!costs.isEmpty() && costs.getLast().idle == 0) {
                costs.removeLast().close();
            }
            return tooMany.getMessage();
        }
    }

    private static void addAll(List<AskingCost> costs, Costs.Effort effort,
            ServerSocketChannel door) throws IOException {
        List<SocketChannel> spare = new ArrayList<>();
        try {
            for (int i = 0; i < SPARE; i++) {
                spare.add(SocketChannel.open());
            }
            for (int count : effort.dispatchers()) {
                var cost = new AskingCost(effort);
                costs.add(cost);
                cost.beginToPlay(door);
                cost.addIdle(count, door);
            }
        } finally {
            for (SocketChannel channel : spare) {
                channel.close();
            }
        }
    }

    /** Two ends of one connection: in every turn of the loop one of them plays. */
    private void beginToPlay(ServerSocketChannel door) throws IOException {
        var one = new Player(SocketChannel.open(door.getLocalAddress()));
        all.add(one);
        all.add(new Player(door.accept()));
        one.send(ByteBuffer.allocate(1));
    }

    private void addIdle(int count, ServerSocketChannel door) throws IOException {
        for (; idle < count; idle++) {
            // One descriptor is enough: nobody will look for the other end.
            SocketChannel.open(door.getLocalAddress()).close();
            all.add(new Idle(door.accept()));
        }
    }

    private void measure(int round, int turns) throws IOException {
        allAsked[round] = time(turns, all);
        changedAsked[round] = time(turns, List.of());
    }

    private double time(int turns, List<Dispatcher> asked) throws IOException {
        long begin = System.nanoTime();
        for (int i = 0; i < turns; i++) {
            asked.forEach(Dispatcher::changed);
            loop.turn();
        }
        return (System.nanoTime() - begin) / 1e3 / turns;
    }

    private Row row() {
        return new Row(idle, Costs.median(allAsked), Costs.median(changedAsked));
    }

    @Override
    public void close() {
        loop.close();
    }

    private final class Player extends Dispatcher {

        private final ByteBuffer ball = ByteBuffer.allocateDirect(1);

        Player(SocketChannel channel) throws IOException {
            super(loop, channel);
        }

        @Override
        protected void handleRead() {
            if (recv(ball.clear()) > 0) {
                send(ball.flip());
            }
        }
    }

    private final class Idle extends Dispatcher {

        Idle(SocketChannel channel) throws IOException {
            super(loop, channel);
        }

        @Override
        protected boolean readable() {
            return false;
        }
    }
}
