package sevenservers.interop.soak;

import picocli.CommandLine;
import sevenservers.contract.cli.CommandLines;

/** Runs a soak: {@code 30m --styles 02,07}. */
public final class Main {

    private Main() {
    }

    public static void main(String... args) {
        CommandLines.run(new CommandLine(new SoakCommand()), args);
    }
}
