package sevenservers.select.programs;

import java.io.IOException;
import picocli.CommandLine.Command;
import sevenservers.contract.RunningServer;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.cli.TcpServerProgram;

/** Runs the question server. */
@Command(name = "question",
        description = "Answers questions that end in a question mark.")
public final class QuestionCommand extends TcpServerProgram {

    private static final int PORT = 1060;

    public QuestionCommand() {
        super("02", PORT);
    }

    @Override
    protected RunningServer start(ServerOptions options) throws IOException {
        return QuestionServer.start(options);
    }
}
