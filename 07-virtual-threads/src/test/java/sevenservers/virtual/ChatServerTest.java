package sevenservers.virtual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import sevenservers.contract.Style;
import sevenservers.tests.ChatContract;
import sevenservers.tests.OpenFiles;

class ChatServerTest implements ChatContract, VirtualThreads {

    @Override
    public Style style() {
        return new VirtualStyle();
    }

    @Test
    @DisplayName("B5: a first client takes a single descriptor, also when it waits")
    void pollersAreThere() {
        assumeTrue(OpenFiles.areKnown(), "descriptors cannot be counted");
        try (var server = process().start()) {
            int before = server.descriptors();
            server.connect();
            server.expectIdle("while its client is idle");
            assertThat(server.descriptors()).isEqualTo(before + 1);
        }
    }
}
