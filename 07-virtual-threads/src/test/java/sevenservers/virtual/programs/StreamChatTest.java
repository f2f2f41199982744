package sevenservers.virtual.programs;

import java.io.IOException;
import org.opentest4j.TestAbortedException;
import sevenservers.contract.RunningServer;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.Style;
import sevenservers.tests.ChatContract;
import sevenservers.tests.ServerProcess;

/** It keeps the whole contract of a chat; so does what it shares with GreenChat. */
class StreamChatTest implements ChatContract {

    @Override
    public Style style() {
        return new ChatStyle() {

            @Override
            public RunningServer startChat(ServerOptions options)
                    throws IOException {
                return StreamChat.start(options);
            }
        };
    }

    /** A style's word {@code chat} is its own server's. */
    @Override
    public ServerProcess.Launch process() {
        throw new TestAbortedException("the program has no process of its own");
    }
}
