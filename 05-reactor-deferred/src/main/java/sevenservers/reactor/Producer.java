package sevenservers.reactor;

/**
 * Who makes what a transport sends, and is told when the transport cannot keep up:
 * back-pressure. Retells Twisted's push producer.
 */
public interface Producer {

    /** What was made is waiting to be sent: make no more for now. */
    void pauseProducing();

    /** All of it has been sent: go on. */
    void resumeProducing();

    /** Nobody wants any more. */
    void stopProducing();
}
