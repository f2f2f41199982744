package sevenservers.virtual.programs;

import java.io.IOException;
import sevenservers.contract.RunningServer;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.Service;
import sevenservers.contract.Style;
import sevenservers.tests.CrowdContract;
import sevenservers.tests.FaultContract;
import sevenservers.tests.RefusalContract;
import sevenservers.virtual.VirtualThreads;

/** It keeps the contract of a chat; so does what it shares with GreenChat. */
class StreamChatTest
        implements
            RefusalContract,
            CrowdContract,
            FaultContract,
            VirtualThreads {

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
}
