package sevenservers.netty;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import sevenservers.tests.TinyReport;

class TinyEchoTest {

    @Test
    void readmeTellsWhichPromisesItKeeps() throws IOException {
        TinyReport.verify(new NettyStyle(), Path.of("README.md"));
    }
}
