package sevenservers.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import sevenservers.compare.results.Contender;
import sevenservers.compare.results.Measure;
import sevenservers.compare.results.Outcome;
import sevenservers.compare.results.Results;
import sevenservers.compare.results.Scenario;

/** The medians of what each scenario is about, and the file for other programs. */
final class PlainPresentation implements Presentation {

    @Override
    public String table(Results results, int width) {
        var lines = new StringBuilder();
        for (Scenario scenario : results.scenarios()) {
            lines.append(scenario.title()).append('\n');
            for (Contender contender : results.contenders()) {
                results.outcome(scenario, contender).ifPresent(outcome -> lines
                        .append(String.format(Locale.ROOT, "  %-8s %s%n",
                                contender.id(),
                                line(results, scenario, contender, outcome))));
            }
        }
        return lines.toString();
    }

    private static String line(Results results, Scenario scenario,
            Contender contender, Outcome outcome) {
        if (outcome.failure() != null) {
            return outcome.failure();
        }
        Measure measure = scenario.measures().getFirst();
        String ratio = results.ratio(scenario, measure, contender)
                .map(figure -> String.format(Locale.ROOT, "%.2f", figure.median()))
                .orElse("-");
        return results.figure(scenario, measure, contender)
                .map(figure -> String.format(Locale.ROOT, "%,14.0f %s  %s",
                        figure.median(), measure.unit(), ratio))
                .orElse("-");
    }

    @Override
    public void write(Results results, Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("results.json"), results.toJson());
    }
}
