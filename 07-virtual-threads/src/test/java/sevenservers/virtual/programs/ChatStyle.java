package sevenservers.virtual.programs;

import sevenservers.contract.RunningServer;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.Style;

/** A chat that is one of the programs, for the tests of the contract. */
abstract class ChatStyle implements Style {

    @Override
    public String name() {
        return "07";
    }

    @Override
    public String title() {
        return "a chat of the programs";
    }

    @Override
    public RunningServer startEcho(ServerOptions options) {
        throw new UnsupportedOperationException("it is a chat alone");
    }

    @Override
    public void runTiny(int port) {
        throw new UnsupportedOperationException("it is a chat alone");
    }
}
