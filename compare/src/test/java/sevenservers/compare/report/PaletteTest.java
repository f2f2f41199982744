package sevenservers.compare.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PaletteTest {

    private static final double[] ALL_RECEPTORS = {1, 0, 0, 0, 1, 0, 0, 0, 1};
    /** What is seen of red, green and blue light (Machado and others, 2009). */
    private static final double[] NO_RED = {0.152286, 1.052583, -0.204868,
        0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998};
    private static final double[] NO_GREEN = {0.367322, 0.860646, -0.227968,
        0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881};

    @Test
    @DisplayName("each colour has a contrast of 3 to white and to the dark page")
    void contrast() {
        double dark = luminance(light("#14181d"));
        assertThat(Palette.size()).isEqualTo(16);
        for (int i = 0; i < Palette.size(); i++) {
            double luminance = luminance(light(Palette.colour(i)));
            assertThat(1.05 / (luminance + 0.05)).as("%d on white", i)
                    .isGreaterThanOrEqualTo(3);
            assertThat((luminance + 0.05) / (dark + 0.05)).as("%d on dark", i)
                    .isGreaterThanOrEqualTo(3);
        }
    }

    @Test
    @DisplayName("any two differ, also for who sees no red or no green")
    void distance() {
        assertDistance(ALL_RECEPTORS, 0.075);
        assertDistance(NO_RED, 0.045);
        assertDistance(NO_GREEN, 0.045);
    }

    private static void assertDistance(double[] eye, double least) {
        List<double[]> seen = IntStream.range(0, Palette.size())
                .mapToObj(i -> lab(product(light(Palette.colour(i)), eye)))
                .toList();
        for (int i = 0; i < seen.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertThat(distance(seen.get(i), seen.get(j)))
                        .as("%s and %s", Palette.colour(i), Palette.colour(j))
                        .isGreaterThan(least);
            }
        }
    }

    @Test
    @DisplayName("after the last colour comes the first again")
    void around() {
        assertThat(Palette.colour(Palette.size())).isEqualTo(Palette.colour(0));
    }

    /** Red, green and blue as a screen makes them of {@code #rrggbb}. */
    private static double[] light(String colour) {
        return Stream.of(1, 3, 5)
                .mapToDouble(at -> Integer.parseInt(colour, at, at + 2, 16) / 255.0)
                .map(c -> c <= 0.04045 ? c / 12.92
                        : Math.pow((c + 0.055) / 1.055, 2.4))
                .toArray();
    }

    private static double luminance(double[] light) {
        return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2];
    }

    /** In the space Oklab, where equal distances look equal. */
    private static double[] lab(double[] light) {
        double[] cones = product(light, 0.4122214708, 0.5363325363, 0.0514459929,
                0.2119034982, 0.6806995451, 0.1073969566, 0.0883024619,
                0.2817188376, 0.6299787005);
        for (int i = 0; i < cones.length; i++) {
            cones[i] = Math.cbrt(cones[i]);
        }
        return product(cones, 0.2104542553, 0.7936177850, -0.0040720468,
                1.9779984951, -2.4285922050, 0.4505937099, 0.0259040371,
                0.7827717662, -0.8086757660);
    }

    private static double[] product(double[] vector, double... matrix) {
        return IntStream.range(0, 3).mapToDouble(row -> IntStream.range(0, 3)
                .mapToDouble(i -> matrix[row * 3 + i] * vector[i]).sum()).toArray();
    }

    private static double distance(double[] a, double[] b) {
        return Math.hypot(Math.hypot(a[0] - b[0], a[1] - b[1]), a[2] - b[2]);
    }
}
