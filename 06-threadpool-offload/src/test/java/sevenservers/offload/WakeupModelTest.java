package sevenservers.offload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * No wake-up is lost, whatever the threads' order: every interleaving of a few
 * posters and the loop is tried, on the real {@link Mailbox}, whose methods are
 * atomic, and a pipe that is a number of bytes. That the {@link WakeupPipe} does
 * the same steps is seen in its own test.
 */
@Timeout(120)
class WakeupModelTest {

    /** Who writes a byte when, and when the loop reads it. */
    enum Protocol {
        /** That of {@link WakeupPipe}. */
        RIGHT,
        /** The loop empties the mailbox, and reads the byte then. */
        TAKES_BEFORE_IT_READS,
        /** The same, and it reads all bytes that there are. */
        TAKES_BEFORE_IT_DRAINS,
        /** A poster looks whether the mailbox is empty before it puts in. */
        LOOKS_BEFORE_IT_ADDS,
        /** A poster writes the byte before it puts in. */
        WRITES_BEFORE_IT_ADDS,
        /** A poster writes a byte for whatever it puts in. */
        WRITES_ALWAYS
    }

    /** One interleaving: the world is made anew, and does what it says. */
    private static final class World {

        private final Protocol protocol;
        private final int postsOfAction;
        private final Mailbox mailbox = new Mailbox();
        private final List<Deque<Runnable>> threads = new ArrayList<>();
        private final Deque<Runnable> loop = new ArrayDeque<>();
        private final List<String> posted = new ArrayList<>();
        private final List<String> done = new ArrayList<>();
        private int inMailbox;
        private int bytes;
        private int written;
        private int aboutToWrite;
        private int mostBytes;
        private boolean overslept;

        World(Protocol protocol, int posters, int posts, int postsOfAction) {
            this.protocol = protocol;
            this.postsOfAction = postsOfAction;
            threads.add(loop);
            for (int i = 0; i < posters; i++) {
                Deque<Runnable> steps = new ArrayDeque<>();
                threads.add(steps);
                for (int j = posts; j-- > 0;) {
                    post(steps, i + "." + j, true);
                }
            }
        }

        /** The threads that can go on. */
        List<Integer> ready() {
            List<Integer> ready = new ArrayList<>();
            for (int i = 0; i < threads.size(); i++) {
                if (!threads.get(i).isEmpty() || i == 0 && bytes > 0) {
                    ready.add(i);
                }
            }
            return ready;
        }

        void step(int thread) {
            if (thread == 0 && loop.isEmpty()) {
                wakeUp();
            }
            threads.get(thread).pop().run();
            mostBytes = Math.max(mostBytes, bytes);
            overslept |= loop.isEmpty() && bytes == 0 && inMailbox > 0
                    && aboutToWrite == 0;
        }

        private void wakeUp() {
            loop.push(switch (protocol) {
                case TAKES_BEFORE_IT_READS -> () -> {
                    take();
                    loop.push(() -> bytes--);
                };
                case TAKES_BEFORE_IT_DRAINS -> () -> {
                    take();
                    loop.push(() -> bytes = 0);
                };
                default -> () -> {
                    bytes--;
                    loop.push(this::take);
                };
            });
        }

        private void take() {
            List<Runnable> all = List.copyOf(mailbox.takeAll());
            inMailbox = 0;
            if (postsOfAction > 0) {
                all.reversed().forEach(loop::push);
            } else {
                // What others do makes no difference to them, nor they to others.
                all.forEach(Runnable::run);
            }
        }

        /** The steps of a post, before all others of its thread. */
        private void post(Deque<Runnable> thread, String name, boolean posts) {
            Runnable action = () -> {
                done.add(name);
                for (int i = postsOfAction; posts && i-- > 0;) {
                    post(loop, name + "." + i, false);
                }
            };
            switch (protocol) {
                case LOOKS_BEFORE_IT_ADDS -> thread.push(() -> {
                    boolean empty = inMailbox == 0;
                    thread.push(() -> {
                        add(name, action);
                        writeSoon(thread, empty);
                    });
                });
                case WRITES_BEFORE_IT_ADDS -> {
                    thread.push(() -> add(name, action));
                    thread.push(this::write);
                    aboutToWrite++;
                }
                case WRITES_ALWAYS -> thread.push(() -> {
                    add(name, action);
                    writeSoon(thread, true);
                });
                default -> thread
                        .push(() -> writeSoon(thread, add(name, action)));
            }
        }

        private boolean add(String name, Runnable action) {
            posted.add(name);
            inMailbox++;
            return mailbox.add(action);
        }

        private void writeSoon(Deque<Runnable> thread, boolean really) {
            if (really) {
                aboutToWrite++;
                thread.push(this::write);
            }
        }

        private void write() {
            aboutToWrite--;
            bytes++;
            written++;
        }

        /** What has gone wrong, now that nobody can go on; or null. */
        String complaint() {
            if (overslept || !mailbox.takeAll().isEmpty()) {
                return "the loop sleeps";
            }
            if (mostBytes > 1) {
                return "the pipe fills";
            }
            if (written > done.size()) {
                return "a byte too many";
            }
            return done.equals(posted) ? null : "another order";
        }
    }

    /** What goes wrong in the first interleaving that does; or null. */
    private static String complaint(Protocol protocol, int posters, int posts,
            int postsOfAction) {
        // The way through the choices; the last one that can be is changed next.
        List<Integer> choices = new ArrayList<>();
        List<Integer> widths = new ArrayList<>();
        String complaint;
        do {
            var world = new World(protocol, posters, posts, postsOfAction);
            List<Integer> ready = world.ready();
            for (int at = 0; !ready.isEmpty(); at++) {
                if (at == choices.size()) {
                    choices.add(0);
                    widths.add(ready.size());
                }
                world.step(ready.get(choices.get(at)));
                ready = world.ready();
            }
            complaint = world.complaint();
        } while (complaint == null && next(choices, widths));
        return complaint;
    }

    private static boolean next(List<Integer> choices, List<Integer> widths) {
        while (!choices.isEmpty()) {
            int last = choices.removeLast();
            int width = widths.removeLast();
            if (last + 1 < width) {
                choices.add(last + 1);
                widths.add(width);
                return true;
            }
        }
        return false;
    }

    @Test
    void noInterleavingOfThreePostersLosesAnything() {
        assertThat(complaint(Protocol.RIGHT, 3, 2, 0)).isNull();
    }

    @Test
    void noInterleavingLosesWhatActionsPost() {
        assertThat(complaint(Protocol.RIGHT, 2, 2, 1)).isNull();
        assertThat(complaint(Protocol.RIGHT, 2, 1, 3)).isNull();
    }

    /** The check sees what is wrong with protocols that are nearly right. */
    @Test
    void otherProtocolsAreFoundOut() {
        assertThat(complaint(Protocol.TAKES_BEFORE_IT_READS))
                .isEqualTo("the pipe fills");
        assertThat(complaint(Protocol.TAKES_BEFORE_IT_DRAINS))
                .isEqualTo("the loop sleeps");
        assertThat(complaint(Protocol.LOOKS_BEFORE_IT_ADDS))
                .isEqualTo("the loop sleeps");
        assertThat(complaint(Protocol.WRITES_BEFORE_IT_ADDS))
                .isEqualTo("the loop sleeps");
        assertThat(complaint(Protocol.WRITES_ALWAYS)).isEqualTo("the pipe fills");
    }

    private static String complaint(Protocol protocol) {
        return complaint(protocol, 2, 1, 0);
    }
}
