package sevenservers.exercises.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The course has what it takes, and every exercise is whole. */
class CourseTest {

    private static final Folders FOLDERS = new Folders(Path.of(""));

    @Test
    void hasEnoughExercisesInTheOrderOfTheModules() {
        assertThat(Course.whole().exercises()).hasSizeGreaterThanOrEqualTo(24)
                .isSortedAccordingTo(Comparator.comparing(Exercise::part))
                .doesNotHaveDuplicates().extracting(Exercise::id)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void everyPartHasAtLeastThree(Part part) {
        assertThat(Course.whole().exercises())
                .filteredOn(exercise -> exercise.part() == part)
                .hasSizeGreaterThanOrEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CLOSING")
    void everyPartHasAModule(Part part) {
        assertThat(Path.of("..", part.title())).isDirectory();
    }

    @ParameterizedTest
    @MethodSource("sevenservers.exercises.board.ProofTest#all")
    void everyExerciseIsWhole(Exercise exercise) throws IOException {
        assertThat(exercise.minutes()).isBetween(10, 60);
        assertThat(exercise.title()).hasSizeBetween(10, 60);
        assertThat(Hints.read(FOLDERS.hints(exercise)).all()).as("hints")
                .hasSize(3).allMatch(hint -> !hint.isBlank());
        assertThat(FOLDERS.discussion(exercise)).content().isNotBlank();
        assertThat(Javadoc.markdown(Files.readString(FOLDERS.stub(exercise))))
                .isNotBlank();
        assertThat(Requirement.of(exercise, FOLDERS.test(exercise)))
                .as("requirements").hasSizeBetween(3, 8)
                .allSatisfy(one -> assertThat(one.sentence())
                        .isNotEqualTo(one.method()));
    }

    @ParameterizedTest
    @MethodSource("sevenservers.exercises.board.ProofTest#all")
    void onlyAStubToCompleteHasATodo(Exercise exercise) throws IOException {
        if (exercise.kind() == Kind.WRITE) {
            assertThat(FOLDERS.stub(exercise)).content().contains("// TODO",
                    "new UnsupportedOperationException(");
        } else {
            assertThat(FOLDERS.stub(exercise)).content().doesNotContain("TODO",
                    "UnsupportedOperationException");
        }
        assertThat(FOLDERS.solution(exercise)).content().doesNotContain("TODO");
    }
}
