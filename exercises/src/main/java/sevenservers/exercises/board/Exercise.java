package sevenservers.exercises.board;

import static java.util.stream.Collectors.joining;

import java.util.stream.Stream;

/**
 * One exercise: a class to complete or to mend, and the class of its tests.
 *
 * @param id the word that selects it: {@code partial-writes}
 * @param minutes what it takes someone who has read the module
 * @param title its idea, in a few words
 */
record Exercise(String id, Part part, Kind kind, int minutes, String title) {

    private static final String PACKAGE = "sevenservers.exercises.";

    /** The simple name of the learner's class: {@code PartialWrites}. */
    String name() {
        return Stream.of(id.split("-", -1))
                .map(word -> Character.toUpperCase(word.charAt(0))
                        + word.substring(1))
                .collect(joining());
    }

    /** The learner's class. */
    String className() {
        return PACKAGE + part.group() + "." + name();
    }

    /** The class of its tests. */
    String testName() {
        return className() + "Test";
    }

    @Override
    public String toString() {
        return id;
    }
}
