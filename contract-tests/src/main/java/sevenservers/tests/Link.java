package sevenservers.tests;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * One client's way through a {@link Wire}: a pump in each direction. An end of
 * stream passes behind the bytes before it and leaves the other direction alone. So
 * does a reset, but it is not held up by who does not read, and what is on its way
 * back is lost.
 *
 * <p>Java tells of a reset only who reads or writes: behind a direction that is
 * full it is noticed when something is to be delivered the other way, or there is
 * room again. A server in Java that does not read notices no reset either.
 *
 * <pre>{@code
 * silence()        open <-> silent      resume()
 * both have ended  open  -> closed
 * reset            any   -> closed
 * }</pre>
 */
public final class Link {

    private final Socket client;
    private final Socket server;
    private final Pump toServer;
    private final Pump toClient;
    private final ExecutorService threads =
            Executors.newVirtualThreadPerTaskExecutor();
    private volatile CountDownLatch passable = new CountDownLatch(0);

    private Link(Socket client, Socket server, Faults faults) {
        this.client = client;
        this.server = server;
        toServer = new Pump(client, server, faults, this::awaitPassable);
        toClient = new Pump(server, client, faults, this::awaitPassable);
    }

    static Link start(Socket client, Socket server, Faults faults) {
        var link = new Link(client, server, faults);
        link.start(link.toServer::take, link.toServer);
        link.start(link.toClient::deliver, link.toServer);
        link.start(link.toClient::take, link.toClient);
        link.start(link.toServer::deliver, link.toClient);
        return link;
    }

    /** The client's address as the server sees it. */
    public InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    /** The server's end of the way. */
    public InetSocketAddress server() {
        return (InetSocketAddress) server.getRemoteSocketAddress();
    }

    /** Nothing passes any more, no end and no reset either, and nobody is told. */
    public void silence() {
        passable = new CountDownLatch(1);
    }

    /** What was held back by the silence passes, and whatever comes. */
    public void resume() {
        passable.countDown();
    }

    /** Ends the link by a reset (RST) to both sides. */
    public void reset() {
        lingerNoMore(client);
        lingerNoMore(server);
        threads.shutdownNow();
    }

    /** Waits until both directions have ended, or the link is reset. */
    void awaitEnd() {
        threads.close();
    }

    /** How many bytes of the client the server's side has been given. */
    long deliveredToServer() {
        return toServer.delivered();
    }

    /** How many bytes are taken from the server and not given to the client. */
    long heldForClient() {
        return toClient.held();
    }

    /**
     * Starts a thread that reads from one side or writes to it.
     *
     * @param last what has come from that side, and is delivered before its reset
     */
    private void start(Step step, Pump last) {
        threads.execute(() -> {
            try {
                passOnReset(step, last);
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void passOnReset(Step step, Pump last) throws InterruptedException {
        try {
            step.run();
        } catch (IOException broken) {
            awaitPassable();
            last.awaitDelivery();
            awaitPassable();
            reset();
        }
    }

    private void awaitPassable() throws InterruptedException {
        passable.await();
    }

    private static void lingerNoMore(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (SocketException closed) {
            // It is closed already, and no more can be done to it.
        }
    }

    private interface Step {

        void run() throws IOException, InterruptedException;
    }
}
