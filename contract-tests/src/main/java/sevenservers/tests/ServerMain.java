package sevenservers.tests;

import java.util.Arrays;
import sevenservers.contract.Style;
import sevenservers.contract.cli.CommandLines;

/**
 * Runs the programs of any style on the class path, for tests in other processes.
 */
public final class ServerMain {

    private ServerMain() {
    }

    /** Takes a style's name, then what that style's own main takes. */
    public static void main(String... args) {
        Style style = Style.all().stream().filter(one -> one.name().equals(args[0]))
                .findFirst().orElseThrow(
                        () -> new IllegalArgumentException("no style " + args[0]));
        CommandLines.run(CommandLines.of(style),
                Arrays.copyOfRange(args, 1, args.length));
    }
}
