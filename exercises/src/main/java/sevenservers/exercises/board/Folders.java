package sevenservers.exercises.board;

import java.nio.file.Path;

/**
 * Where the files of the exercises are.
 *
 * @param module the folder of the module
 */
record Folders(Path module) {

    /** The learner's. */
    Path work() {
        return module.resolve("work");
    }

    /** The learner's class. */
    Path work(Exercise exercise) {
        return source(work(), exercise.className());
    }

    /** What the board remembers of an exercise. */
    Path notes(Exercise exercise) {
        return work().resolve(".board").resolve(exercise.id() + ".json");
    }

    /** What the learner begins with. */
    Path stub(Exercise exercise) {
        return source(module.resolve("src/stubs/java"), exercise.className());
    }

    Path test(Exercise exercise) {
        return source(module.resolve("src/main/java"), exercise.testName());
    }

    Path hints(Exercise exercise) {
        return module.resolve("src/main/resources/sevenservers/exercises/hints")
                .resolve(exercise.id() + ".md");
    }

    Path solution(Exercise exercise) {
        return source(module.resolve("src/solutions/java"), exercise.className());
    }

    /** What is to be said of the solution. */
    Path discussion(Exercise exercise) {
        return module.resolve("src/solutions").resolve(exercise.id() + ".md");
    }

    /** Patches, each of which makes the solution wrong. */
    Path wrong(Exercise exercise) {
        return module.resolve("src/wrong").resolve(exercise.id());
    }

    private static Path source(Path root, String className) {
        return root.resolve(className.replace('.', '/') + ".java");
    }
}
