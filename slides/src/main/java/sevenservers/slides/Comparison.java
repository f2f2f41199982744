package sevenservers.slides;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** What {@code compare} has found out, as its {@code results.json} has it. */
record Comparison(Setting setting, List<Scenario> scenarios,
        List<Contender> contenders, List<Outcome> outcomes) {

    /** Where and when it was made. */
    record Setting(Instant begun, String processor, int processors, String jdk) {
    }

    /** What all were given to do. */
    record Scenario(String id, List<Measure> measures) {
    }

    /** A number that a scenario finds out about each; {@code better} is a word. */
    record Measure(String id, String title, String unit, String better) {
    }

    /** Who was measured. */
    record Contender(String id, String title) {

        /** Whether it is one of the styles, without options. */
        boolean isStyle() {
            return id.matches("\\d\\d");
        }
    }

    /** What one has made of a scenario: for each measure a number a round. */
    record Outcome(String scenario, String contender,
            Map<String, List<Double>> rounds) {
    }

    /**
     * This machine's newest one, or the recorded one, where that has nothing of the
     * scenario: it may have been another choice, or ended early.
     *
     * @param root the project's folder
     */
    static Comparison of(Path root, String scenario) {
        return Stream
                .of(root.resolve("target", "compare", "results.json"),
                        root.resolve("slides", "src", "main", "comparison.json"))
                .filter(Files::exists)
                .map(file -> JsonMapper.shared().readValue(file, Comparison.class))
                .filter(comparison -> comparison.outcomes().stream()
                        .anyMatch(outcome -> outcome.scenario().equals(scenario)
                                && !outcome.rounds().isEmpty()))
                .findFirst()
                .orElseThrow(() -> new Wrong("no comparison has " + scenario));
    }

    /** @throws Wrong if there is none */
    Measure measure(String scenario, String id) {
        return scenarios.stream().filter(one -> one.id().equals(scenario))
                .flatMap(one -> one.measures().stream())
                .filter(measure -> measure.id().equals(id)).findFirst()
                .orElseThrow(() -> new Wrong("it has no measure " + id));
    }

    /** Of each round its number, the lowest first; empty if nothing is known. */
    List<Double> rounds(String scenario, Contender contender, Measure measure) {
        return outcomes.stream()
                .filter(outcome -> outcome.scenario().equals(scenario)
                        && outcome.contender().equals(contender.id()))
                .flatMap(outcome -> outcome.rounds()
                        .getOrDefault(measure.id(), List.of()).stream())
                .sorted().toList();
    }
}
