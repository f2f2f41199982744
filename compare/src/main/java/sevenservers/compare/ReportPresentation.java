package sevenservers.compare;

import java.io.IOException;
import java.nio.file.Path;
import sevenservers.compare.report.Report;
import sevenservers.compare.report.Summary;
import sevenservers.compare.results.Results;

/** The report's page and files, and its summary for the terminal. */
final class ReportPresentation implements Presentation {

    @Override
    public String table(Results results, int width) {
        return new Summary(results, width).text();
    }

    @Override
    public void write(Results results, Path folder) throws IOException {
        Report.write(results, folder);
    }
}
