package sevenservers.virtual.programs;

import java.io.IOException;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import sevenservers.contract.RunningServer;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.Service;
import sevenservers.contract.Style;
import sevenservers.tests.CrowdContract;
import sevenservers.tests.FaultContract;
import sevenservers.tests.RefusalContract;
import sevenservers.tests.ShutdownContract;

/** It keeps the contract of a chat; so does what it shares with GreenChat. */
class StreamChatTest
        implements
            RefusalContract,
            CrowdContract,
            FaultContract,
            ShutdownContract {

    @Override
    public Service service() {
        return Service.CHAT;
    }

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

    @Override
    @Test
    @Disabled("all its threads are virtual, and belong to no group")
    public void noThreadIsLeft() {
    }
}
