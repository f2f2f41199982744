package sevenservers.interop;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import sevenservers.contract.Service;
import sevenservers.contract.Style;

/** What a test is repeated for. */
final class Styles {

    private Styles() {
    }

    /** The name of each style. */
    static Stream<String> all() {
        return Style.all().stream().map(Style::name);
    }

    /** Each style with each service. */
    static Stream<Arguments> withServices() {
        return all().flatMap(style -> Stream.of(Service.values())
                .map(service -> Arguments.of(style, service)));
    }
}
