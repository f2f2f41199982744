package sevenservers.compare.run;

import static sevenservers.tests.Wait.PATIENCE;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import sevenservers.compare.load.Lap;
import sevenservers.compare.load.Load;
import sevenservers.compare.load.Sample;
import sevenservers.compare.load.Target;
import sevenservers.compare.load.Trial;
import sevenservers.compare.load.WrongAnswer;
import sevenservers.compare.results.Measure;
import sevenservers.compare.results.Scenario;
import sevenservers.contract.Service;

/**
 * One client that sends one byte each time it runs, however long it may.
 *
 * @param onRun is called before every run
 */
public record PingTrial(String id, boolean alone, Runnable onRun)
        implements
            Trial {

    public PingTrial(String id) {
        this(id, false, () -> {
        });
    }

    @Override
    public Scenario scenario() {
        return new Scenario(id, "title of " + id, "What " + id + " teaches.",
                List.of(new Measure("runs", "runs so far", "runs",
                        Measure.Better.MORE)),
                Scenario.Shape.BARS);
    }

    @Override
    public Service service() {
        return Service.ECHO;
    }

    @Override
    public List<String> serverOptions() {
        return List.of();
    }

    @Override
    public Load open(Target target) throws IOException {
        var socket = new Socket(target.address().getAddress(),
                target.address().getPort());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return new Ping(socket);
    }

    private final class Ping implements Load {

        private final Socket socket;
        private int runs;

        Ping(Socket socket) {
            this.socket = socket;
        }

        @Override
        public Sample run(Duration time) throws IOException {
            onRun.run();
            runs++;
            socket.getOutputStream().write(runs);
            int answer = socket.getInputStream().read();
            if (answer < 0) {
                throw new IOException("the connection is closed");
            }
            if (answer != runs) {
                throw new WrongAnswer("another byte has come back");
            }
            return new Sample(Map.of("runs", (double) runs), null,
                    new Lap(1, 1, 1, 1, 1));
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException broken) {
                // It is closed now.
            }
        }
    }
}
