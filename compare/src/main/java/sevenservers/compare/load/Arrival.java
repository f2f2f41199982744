package sevenservers.compare.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import sevenservers.contract.HostPort;

/**
 * How a room fills, a group at a time. A group is there when each of it has heard
 * its own address, and each pair of members of each other once: who came first of
 * who came later.
 */
final class Arrival {

    /** So many connect at once: no server's queue of new connections overflows. */
    private static final int GROUP = 32;

    private final Target target;
    private final Pump pump;
    private final int[] receiveBuffers;
    private final List<Newcomer> newcomers = new ArrayList<>();
    private final Map<String, String> joining = new HashMap<>();
    private final Set<Hearing> hearings = new HashSet<>();
    private long groupSince;
    private long expected;
    private long heard;

    /** Who has heard of whom. */
    private record Hearing(String hearer, String joiner) {
    }

    /**
     * @param receiveBuffers the kernel's of each member, in bytes; 0 for what it
     *     thinks best
     */
    Arrival(Target target, Pump pump, int[] receiveBuffers) {
        this.target = target;
        this.pump = pump;
        this.receiveBuffers = receiveBuffers;
    }

    /** Lets all members join. */
    List<Newcomer> all() throws IOException {
        while (newcomers.size() < receiveBuffers.length) {
            group();
        }
        return newcomers;
    }

    private void group() throws IOException {
        joining.clear();
        hearings.clear();
        groupSince = System.nanoTime();
        int there = newcomers.size();
        int size = Math.min(GROUP, receiveBuffers.length - there);
        for (int i = there; i < there + size; i++) {
            var newcomer = new Newcomer(pump, target.address(), receiveBuffers[i],
                    ChatLines.name(i), this);
            newcomers.add(newcomer);
            newcomer.send();
        }
        expected += size + (long) there * size + size * (size - 1L) / 2;
        while (heard < expected) {
            pump.turn();
        }
    }

    /** A member joins, from this address. */
    void joins(String name, InetSocketAddress address) {
        joining.put("(User " + name + " connected from "
                + HostPort.format(address) + ")", name);
    }

    /**
     * Whether this is what a member is to hear: that another one joins now, of whom
     * it has not heard, and who has not heard of it.
     */
    boolean isNotice(String text, String hearer) {
        String joiner = joining.get(text);
        return joiner != null && !joiner.equals(hearer)
                && !hearings.contains(new Hearing(joiner, hearer))
                && hearings.add(new Hearing(hearer, joiner));
    }

    /** A member has heard a line. */
    void heard() {
        heard++;
    }

    String overdue(long since) {
        return heard == expected || groupSince - since > 0 ? null
                : "and all others wait: they have heard only " + heard + " of "
                        + expected + " lines about who has joined";
    }
}
