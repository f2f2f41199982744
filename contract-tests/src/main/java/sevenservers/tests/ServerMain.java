package sevenservers.tests;

import java.io.IOException;
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
    public static void main(String... args) throws IOException {
        Style style = Style.all().stream().filter(one -> one.name().equals(args[0]))
                .findFirst().orElseThrow(
                        () -> new IllegalArgumentException("no style " + args[0]));
        if (args[1].equals("tiny")) {
            // So small that to read its command line would take longer.
            style.runTiny(Integer.parseInt(args[3]));
            return;
        }
        CommandLines.run(CommandLines.of(style),
                Arrays.copyOfRange(args, 1, args.length));
    }
}
