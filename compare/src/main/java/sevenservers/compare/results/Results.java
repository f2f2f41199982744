package sevenservers.compare.results;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A whole comparison: what {@code results.json} holds.
 *
 * @param setting where and how it was made
 * @param reference the id of the contender that the ratios are to
 * @param scenarios in the order in which they are shown
 * @param contenders in the order in which they are shown
 * @param outcomes at most one for each scenario and contender
 */
public record Results(Setting setting, String reference, List<Scenario> scenarios,
        List<Contender> contenders, List<Outcome> outcomes) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT).build();

    /** What a scenario has found out about a contender, if it has. */
    public Optional<Outcome> outcome(Scenario scenario, Contender contender) {
        return outcome(scenario, contender.id());
    }

    private Optional<Outcome> outcome(Scenario scenario, String contender) {
        return outcomes.stream()
                .filter(outcome -> outcome.scenario().equals(scenario.id())
                        && outcome.contender().equals(contender))
                .findFirst();
    }

    /** A measure of a contender, if there is any round of it. */
    public Optional<Figure> figure(Scenario scenario, Measure measure,
            Contender contender) {
        return outcome(scenario, contender)
                .flatMap(outcome -> Figure.of(outcome.values(measure.id())));
    }

    /** A measure's ratio to the reference's, if both have rounds. */
    public Optional<Figure> ratio(Scenario scenario, Measure measure,
            Contender contender) {
        return outcome(scenario, contender).flatMap(
                outcome -> outcome(scenario, reference).flatMap(to -> Figure
                        .ofRatios(outcome.values(measure.id()),
                                to.values(measure.id()))));
    }

    /** As JSON. */
    public String toJson() {
        return JSON.writeValueAsString(this);
    }

    /**
     * What a file holds that {@link #toJson()} was written to.
     *
     * @throws IOException if it cannot be read, or holds something else
     */
    public static Results read(Path file) throws IOException {
        try {
            return JSON.readValue(Files.readString(file), Results.class);
        } catch (JacksonException | UncheckedIOException other) {
            throw new IOException(file + " holds no results: "
                    + other.getMessage().lines().findFirst().orElse(""), other);
        }
    }
}
