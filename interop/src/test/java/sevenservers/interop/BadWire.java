package sevenservers.interop;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Named;
import sevenservers.contract.Style;
import sevenservers.tests.Faults;
import sevenservers.tests.Subject;

/** A wire with a little of every fault, to run the whole contract through. */
final class BadWire {

    private static final Faults FAULTS =
            Faults.NONE.withSlices(16 * 1024, 1).withLatency(Duration.ofMillis(1))
                    .withBandwidth(50_000_000);

    private BadWire() {
    }

    static Subject before(Style style) {
        return Subject.of(style).through(FAULTS);
    }

    /** All styles, by their names. */
    static List<Named<Style>> styles() {
        return Style.all().stream().map(style -> Named.of(style.name(), style))
                .toList();
    }
}
