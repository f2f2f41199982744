package sevenservers.tests;

import static sevenservers.tests.Wait.PATIENCE;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.opentest4j.TestAbortedException;
import sevenservers.contract.RunningServer;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.Service;
import sevenservers.contract.Style;

/** Where the servers under test come from. */
public interface Subject {

    /**
     * Starts a server, or leads to one that runs already.
     *
     * @throws AssertionError if it cannot be started
     * @throws TestAbortedException if it runs already and may have other options
     */
    ServerUnderTest start(Service service, ServerOptions options);

    /**
     * Prepares a server in a process of its own.
     *
     * @throws TestAbortedException if this subject cannot start any
     */
    ProcessUnderTest.Launch process(Service service);

    /**
     * Ends the test here unless {@link #start} starts the server in this very JVM.
     *
     * @param why what the test wants to see, which is seen only from within
     */
    default void requireThisJvm(String why) {
        throw new TestAbortedException(
                "needs a server in the JVM of the test: " + why);
    }

    /** Ends the test here unless it starts servers itself. */
    default void requireOwnServer(String why) {
    }

    /** Ends the test here if its clients come through a wire. */
    default void requireNoWire(String why) {
    }

    /** The same servers, whose clients all come through a wire. */
    default Subject through(Faults faults) {
        return new Wired(this, faults);
    }

    /** Servers of a style, started in this JVM. */
    static Subject of(Style style) {
        return new Local(style);
    }

    /**
     * The style's smallest echo server, in a process of its own; it has no options.
     */
    static Subject tiny(Style style) {
        return new Tiny(style);
    }

    /** A server that runs already, in whatever language it is written. */
    static Subject running(String host, int port) {
        return new Running(new InetSocketAddress(host, port));
    }

    /** {@link #running(String, int)} for {@code HOST:PORT}. */
    static Subject running(String place) {
        int colon = place.lastIndexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("expected HOST:PORT, not " + place);
        }
        String host = place.substring(0, colon).replaceAll("[\\[\\]]", "");
        return running(host, Integer.parseInt(place.substring(colon + 1)));
    }

    /** Servers of a style, started in this JVM. */
    record Local(Style style) implements Subject {

        @Override
        public ServerUnderTest start(Service service, ServerOptions options) {
            RunningServer server;
            try {
                server = style.start(service, options);
            } catch (IOException failure) {
                throw new AssertionError("the " + service + " server of style "
                        + style.name() + " does not start: " + failure.getMessage(),
                        failure);
            }
            return new ServerUnderTest(PATIENCE) {

                @Override
                public InetSocketAddress address() {
                    return server.address();
                }

                @Override
                public void stop() {
                    Task.start("close()", server::close).await(PATIENCE);
                }

                @Override
                public void stopFromWithin() {
                    server.close();
                }

                @Override
                protected void release() {
                    stop();
                }
            };
        }

        @Override
        public ServerProcess.Launch process(Service service) {
            return ServerProcess.of(style, service.toString()).patience(PATIENCE);
        }

        @Override
        public void requireThisJvm(String why) {
            // It is this JVM.
        }
    }

    /** The style's smallest echo server. */
    record Tiny(Style style) implements Subject {

        /** Short, since many promises are broken, which takes so long to see. */
        private static final Duration SHORT = Duration.ofSeconds(3);

        @Override
        public ServerUnderTest start(Service service, ServerOptions options) {
            return process(service).port(options.port()).start();
        }

        @Override
        public ServerProcess.Launch process(Service service) {
            if (service != Service.ECHO) {
                throw new TestAbortedException(
                        "the smallest server is an echo server");
            }
            return ServerProcess.of(style, "tiny").patience(SHORT)
                    .ignoringOptions();
        }
    }

    /** A server that somebody else has started. */
    record Running(InetSocketAddress address) implements Subject {

        @Override
        public ServerUnderTest start(Service service, ServerOptions options) {
            if (!options.equals(ServerOptions.defaults())) {
                throw new TestAbortedException("needs a server with other options");
            }
            return new ServerUnderTest(PATIENCE) {

                @Override
                public InetSocketAddress address() {
                    return address;
                }

                @Override
                public void stop() {
                    requireOwnServer("it is stopped");
                }

                @Override
                protected void release() {
                    // It is for others to stop it.
                }

                @Override
                protected void end(TestClient client) {
                    // The next test shall find an empty room.
                    client.leave();
                }
            };
        }

        @Override
        public ProcessUnderTest.Launch process(Service service) {
            throw new TestAbortedException(
                    "needs a server in a process of its own");
        }

        @Override
        public void requireOwnServer(String why) {
            throw new TestAbortedException(
                    "needs a server that the test starts: " + why);
        }
    }

    /** Servers at the other end of a wire. */
    record Wired(Subject subject, Faults faults) implements Subject {

        @Override
        public ServerUnderTest start(Service service, ServerOptions options) {
            ServerUnderTest server = subject.start(service, options);
            server.layWire(faults);
            return server;
        }

        @Override
        public ProcessUnderTest.Launch process(Service service) {
            return subject.process(service).through(faults);
        }

        @Override
        public void requireThisJvm(String why) {
            subject.requireThisJvm(why);
        }

        @Override
        public void requireOwnServer(String why) {
            subject.requireOwnServer(why);
        }

        @Override
        public void requireNoWire(String why) {
            throw new TestAbortedException(
                    "needs clients without a wire: " + why);
        }
    }
}
