package sevenservers.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.Service;
import sevenservers.contract.Style;
import sevenservers.contract.Work;
import sevenservers.tests.KernelQueues;
import sevenservers.tests.ServerUnderTest;
import sevenservers.tests.Subject;
import sevenservers.tests.Wait;

/**
 * Who else waits while a handler is busy: where one thread handles all events,
 * everybody, whether the handler sleeps or computes; where the work has a thread of
 * its own, nobody. That is what the documents say of event-driven I/O.
 */
@Timeout(300)
class SlowHandlerTest {

    /** The styles in which one thread waits for all sockets, and handles them. */
    private static final List<String> ONE_THREAD =
            List.of("02", "03", "04", "05", "08");

    /** Parsed once: how fast this machine computes is measured then. */
    private static final Map<String, Work> WORK =
            Stream.of("sleep:20ms", "cpu:20ms")
                    .collect(Collectors.toMap(option -> option, Work::parse));

    /** More than two, and no more than a thread pool has threads. */
    private static final int CROWD = 8;

    @Test
    void theStylesWithOneThreadAreAmongAll() {
        assertThat(Style.all()).extracting(Style::name).containsAll(ONE_THREAD);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("withManyThreads")
    void aSecondClientIsServedWhileTheFirstOnesHandlerIsBusy(Setting setting) {
        HeldWork work = setting.heldWork();
        try (var server = setting.start(work); work) {
            List<Guest> guests = Guest.arrive(2, setting.service(), server);
            work.hold(1);
            Guest first = guests.getFirst().say("slow");
            awaitBusy(1, work, server);
            Guest second = guests.getLast();
            second.say("one").expectHeard("one");
            second.say("two").expectHeard("two");
            assertThat(work.events()).containsExactly("1 begins",
                    "2 begins", "2 ends", "3 begins", "3 ends");
            work.release();
            first.expectHeard("slow");
            assertThat(work.events()).endsWith("3 ends", "1 ends");
            expectAllServed(guests);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("withOneThread")
    void aSecondClientWaitsWhileTheFirstOnesHandlerIsBusy(Setting setting) {
        requireKernelQueues();
        HeldWork work = setting.heldWork();
        try (var server = setting.start(work); work) {
            List<Guest> guests = Guest.arrive(2, setting.service(), server);
            work.hold(1);
            Guest first = guests.getFirst().say("slow");
            awaitBusy(1, work, server);
            Guest second = guests.getLast().say("one");
            second.awaitUnread();
            assertThat(work.events()).containsExactly("1 begins");
            work.release();
            first.expectHeard("slow");
            second.expectHeard("one");
            assertThat(work.events()).containsExactly("1 begins", "1 ends",
                    "2 begins", "2 ends");
            expectAllServed(guests);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("withManyThreads")
    void aCrowdHasAHandlerForEachClientAtOnce(Setting setting) {
        HeldWork work = setting.heldWork();
        try (var server = setting.start(work); work) {
            List<Guest> guests = Guest.arrive(CROWD, setting.service(), server);
            work.hold(CROWD);
            guests.forEach(guest -> guest.say("slow"));
            awaitBusy(CROWD, work, server);
            guests.forEach(guest -> guest.say("one"));
            work.release();
            guests.forEach(guest -> guest.expectHeard("slow", "one"));
            assertThat(work.busiest()).as("handlers busy at once").isEqualTo(CROWD);
            expectAllServed(guests);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("withOneThread")
    void aCrowdHasOneHandlerAtATime(Setting setting) {
        requireKernelQueues();
        HeldWork work = setting.heldWork();
        try (var server = setting.start(work); work) {
            List<Guest> guests = Guest.arrive(CROWD, setting.service(), server);
            work.hold(1);
            guests.getFirst().say("slow");
            awaitBusy(1, work, server);
            List<Guest> others = guests.subList(1, CROWD);
            others.forEach(guest -> guest.say("slow"));
            others.forEach(Guest::awaitUnread);
            guests.forEach(guest -> guest.say("one"));
            work.release();
            guests.forEach(guest -> guest.expectHeard("slow", "one"));
            assertThat(work.busiest()).as("handlers busy at once").isEqualTo(1);
            expectAllServed(guests);
        }
    }

    static Stream<Setting> withOneThread() {
        return Style.all().stream().filter(SlowHandlerTest::hasOneThread)
                .flatMap(Setting::of);
    }

    static Stream<Setting> withManyThreads() {
        return Style.all().stream().filter(style -> !hasOneThread(style))
                .flatMap(Setting::of);
    }

    private static boolean hasOneThread(Style style) {
        return ONE_THREAD.contains(style.name());
    }

    private static void requireKernelQueues() {
        assumeTrue(KernelQueues.available(), "the kernel does not tell what waits");
    }

    private static void awaitBusy(int handlers, HeldWork work,
            ServerUnderTest server) {
        Wait.until("busy handlers: " + handlers, server.patience(),
                () -> work.busy() == handlers);
    }

    /** A line said twice would be heard here in the place of the next. */
    private static void expectAllServed(List<Guest> guests) {
        guests.forEach(guest -> guest.say("bye").expectHeard("bye"));
    }

    /** A style's server, and the work it does for every message or chunk. */
    private record Setting(Style style, Service service, String option) {

        static Stream<Setting> of(Style style) {
            return Stream.of(Service.values())
                    .flatMap(service -> WORK.keySet().stream()
                            .map(option -> new Setting(style, service, option)));
        }

        HeldWork heldWork() {
            return new HeldWork(WORK.get(option));
        }

        ServerUnderTest start(Work work) {
            return Subject.of(style).start(service,
                    ServerOptions.defaults().withWork(work));
        }

        @Override
        public String toString() {
            return style.name() + " " + service + " --work " + option;
        }
    }
}
