package sevenservers.exercises.board;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command of the board. */
@Command(mixinStandardHelpOptions = true, sortOptions = false,
        versionProvider = sevenservers.contract.cli.CommandLines.Version.class)
abstract class BoardCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    private final Desk desk;

    BoardCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public final Integer call() throws IOException {
        if (desk.handOut()) {
            say("Your files are in " + desk.folders().work()
                    + ". They are yours: only reset replaces one,"
                    + "\nand keeps yours beside it.");
            say("");
        }
        return run(desk) ? 0 : 1;
    }

    /** Does its work, and tells whether all is well. */
    abstract boolean run(Desk at) throws IOException;

    final void say(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(text.stripTrailing());
        out.flush();
    }
}
