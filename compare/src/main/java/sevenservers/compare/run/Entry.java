package sevenservers.compare.run;

import java.io.IOException;
import java.time.Duration;
import sevenservers.compare.load.Load;
import sevenservers.compare.load.Target;
import sevenservers.compare.load.Trial;
import sevenservers.compare.results.Outcome;
import sevenservers.contract.Text;

/** One contender in one scenario: its server, and the clients. */
final class Entry {

    private final Trial trial;
    private final Program program;
    private final Servers servers;
    private final Warming warming;
    private final Findings findings = new Findings();
    private Server server;
    private Load load;
    private boolean warm;
    private int processors;
    private String failure;

    Entry(Trial trial, Program program, Servers servers, Warming warming) {
        this.trial = trial;
        this.program = program;
        this.servers = servers;
        this.warming = warming;
    }

    String contender() {
        return program.contender().id();
    }

    /** Starts the server's process, and does not wait for it. */
    void launch() {
        attempt(() -> server = servers.start(
                program.command(trial.service(), trial.serverOptions())));
    }

    /** Waits for the server, and connects the clients. */
    void connect() {
        attempt(() -> {
            Target target = server.target();
            processors = target.probe().processors();
            load = trial.open(target);
        });
    }

    void warmUp(Duration slice) {
        attempt(() -> warm = warming.warmUp(load, slice));
    }

    /** Whether it need not be warmed up any more. */
    boolean isWarm() {
        return warm || failure != null;
    }

    /** Measures once. */
    void round(Duration time) {
        attempt(() -> findings.add(load.run(time)));
    }

    /** Ends the connections. The server is ended with all others. */
    void disconnect() {
        if (load != null) {
            load.close();
        }
    }

    /** Whether there is anything to tell. */
    boolean hasOutcome() {
        return failure != null || !findings.isEmpty();
    }

    Outcome outcome() {
        return findings.outcome(trial.scenario().id(), contender(), processors,
                failure);
    }

    /** Does nothing once something has failed. */
    private void attempt(Step step) {
        if (failure != null) {
            return;
        }
        try {
            step.run();
        } catch (IOException broken) {
            // What fails because all is ended has not failed.
            if (!servers.isClosed()) {
                failure = reason(broken);
            }
        }
    }

    private String reason(IOException broken) {
        String end = server == null ? null : server.end();
        return end != null ? end
                : Text.escaped(broken.getMessage() == null ? broken.toString()
                        : broken.getMessage());
    }

    private interface Step {

        void run() throws IOException;
    }
}
