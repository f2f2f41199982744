package sevenservers.interop.soak.visits;

import java.util.List;
import sevenservers.contract.Limits;
import sevenservers.contract.Service;

/** The visits that a server is paid: the honest ones more often than each other. */
public final class Visits {

    private static final String JOIN = ":<handshake>\n";

    private Visits() {
    }

    /**
     * One round of visits.
     *
     * @param maxConnections how many clients the server serves at once
     */
    public static List<Visit> of(Service service, int maxConnections) {
        var crowd = new Crowd(service, maxConnections);
        return switch (service) {
            case ECHO -> List.of(new PingPong(), new PingPong(), new PingPong(),
                    new Pipeline(), new Pipeline(), new Bulk(false),
                    new Bulk(false), new Bulk(true), new HalfClose(),
                    new ByteByByte(), new Deaf(), new ResetAmidBurst(),
                    new ResetAmidBurst(), new Silent(), new Churn(), crowd);
            case CHAT -> List.of(new Circle(), new Circle(), new Circle(),
                    new Circle(), new DeafMember(), new Flood(),
                    new Refusal("an over-long line",
                            name -> name + JOIN + "x".repeat(Limits.MAX_LINE + 1),
                            "line too long"),
                    new Refusal("bad UTF-8", name -> name + JOIN + "\u00c0\u00af\n",
                            "not UTF-8"),
                    new Refusal("a bad name", name -> name + "*" + JOIN,
                            "bad name"),
                    new Refusal("no name", name -> name + "\n",
                            "expected NAME:<handshake>"),
                    new Mumbler(), new SlowTyping(), new LastLines(),
                    new BrokenLine(), new BrokenLine(), new Rejoin(),
                    new NoJoin(), crowd);
        };
    }
}
