package sevenservers.netty;

import sevenservers.contract.cli.CommandLines;

/** Runs the programs of this module: {@code echo}, {@code chat}, {@code tiny}. */
public final class Main {

    private Main() {
    }

    public static void main(String... args) {
        CommandLines.run(CommandLines.of(new NettyStyle()), args);
    }
}
