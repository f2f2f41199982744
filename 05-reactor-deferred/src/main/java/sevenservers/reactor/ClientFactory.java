package sevenservers.reactor;

/** Makes the protocol for a connection that is begun from here. */
public interface ClientFactory extends Factory {

    /** There is no connection, and there will be none. */
    void clientConnectionFailed(Reason reason);
}
