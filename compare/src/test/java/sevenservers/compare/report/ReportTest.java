package sevenservers.compare.report;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReportTest {

    @Test
    void writes() throws Exception {
        long t = System.nanoTime();
        Report.write(Samples.everyShape(), Path.of("target/report"));
        System.out.println((System.nanoTime() - t) / 1e6);
        System.out.println(new Summary(Samples.everyShape(), 110).text());
    }
}
