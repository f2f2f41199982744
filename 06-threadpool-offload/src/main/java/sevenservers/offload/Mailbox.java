package sevenservers.offload;

import java.util.ArrayList;
import java.util.List;

/**
 * Things to do that any thread may put in, for one thread that takes them out, all
 * at once, and has to be woken for that. Only the first one put in has to wake it.
 */
final class Mailbox {

    private List<Runnable> posted = new ArrayList<>();
    private List<Runnable> taken = new ArrayList<>();

    /**
     * Puts one in.
     *
     * @return whether the mailbox was empty, so that its reader has to be woken
     */
    synchronized boolean add(Runnable action) {
        posted.add(action);
        return posted.size() == 1;
    }

    /**
     * Takes out what there is, in the order in which it was put in. The list is the
     * reader's until it calls again.
     */
    synchronized List<Runnable> takeAll() {
        List<Runnable> all = posted;
        taken.clear();
        posted = taken;
        taken = all;
        return all;
    }
}
