package sevenservers.asyncore;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import sevenservers.tests.TinyReport;

class TinyEchoTest {

    @Test
    void readmeTellsWhichPromisesItKeeps() throws IOException {
        TinyReport.verify(new AsyncoreStyle(), Path.of("README.md"));
    }
}
