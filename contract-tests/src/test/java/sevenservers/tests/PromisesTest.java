package sevenservers.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Every promise of PROTOCOL.md has a test, and every test names its promise. */
class PromisesTest {

    @Test
    void everyPromiseOfAnEchoServerIsTested() {
        assertThat(tested(EchoContract.class))
                .containsAll(numbers('B', 9)).containsAll(numbers('E', 4));
    }

    @Test
    void everyPromiseOfAChatServerIsTested() {
        assertThat(tested(ChatContract.class))
                .containsAll(numbers('B', 9)).containsAll(numbers('C', 8));
    }

    @Test
    void everyTestNamesItsPromise() {
        assertThat(Stream.of(EchoContract.class, ChatContract.class)
                .flatMap(PromisesTest::tests)).allSatisfy(test -> {
                    DisplayName name = test.getAnnotation(DisplayName.class);
                    assertThat(name).as("the display name of %s", test).isNotNull();
                    assertThat(name.value()).matches("(B[1-9]|E[1-4]|C[1-8]): .+");
                });
    }

    private static List<String> tested(Class<?> contract) {
        return tests(contract)
                .map(test -> test.getAnnotation(DisplayName.class).value())
                .map(name -> name.substring(0, 2)).toList();
    }

    private static Stream<Method> tests(Class<?> contract) {
        return Arrays.stream(contract.getMethods())
                .filter(method -> method.isAnnotationPresent(Test.class));
    }

    private static List<String> numbers(char letter, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> letter + "" + i)
                .toList();
    }
}
