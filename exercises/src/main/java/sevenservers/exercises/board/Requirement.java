package sevenservers.exercises.board;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * What a test demands.
 *
 * @param method the test
 * @param sentence what it demands, in words
 */
record Requirement(String method, String sentence) {

    /**
     * All that the tests of an exercise demand, in the order of their source. They
     * are read from the course's own class, so that none is lost when it does not
     * run.
     */
    static List<Requirement> of(Exercise exercise, Path testSource)
            throws IOException {
        String source = Files.readString(testSource);
        return ReflectionSupport.findMethods(testClass(exercise),
                method -> AnnotationSupport.isAnnotated(method, Testable.class),
                HierarchyTraversalMode.TOP_DOWN).stream()
                .map(method -> new Requirement(method.getName(),
                        AnnotationSupport.findAnnotation(method, DisplayName.class)
                                .map(DisplayName::value)
                                .orElse(method.getName())))
                .sorted(Comparator.comparingInt(
                        one -> source.indexOf(" " + one.method() + "(")))
                .toList();
    }

    private static Class<?> testClass(Exercise exercise) {
        try {
            return Class.forName(exercise.testName(), false,
                    Requirement.class.getClassLoader());
        } catch (ClassNotFoundException absent) {
            throw new IllegalStateException(
                    "the course has no " + exercise.testName(), absent);
        }
    }
}
