package sevenservers.netty;

import java.util.Arrays;
import java.util.Locale;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import sevenservers.contract.UnavailableException;

/**
 * What an event loop waits by: the JDK's selector, or Linux's own interfaces, which
 * Netty reaches by a library of its own. The handlers of a pipeline are the same.
 */
enum Transport {

    NIO, EPOLL, IO_URING;

    static {
        // Linux may be asked once for all input, or all clients, to come. But then
        // Netty 4.2 misses a reset right behind input, and does not pause when no
        // client can be accepted. So io_uring is to be asked each time.
        System.setProperty("io.netty.iouring.pollAddMultishotEnabled", "false");
        System.setProperty("io.netty.iouring.acceptMultiShotEnabled", "false");
    }

    /** @throws IllegalArgumentException if there is none of this name */
    static Transport named(String name) {
        return Arrays.stream(values())
                .filter(one -> one.toString().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "a transport is nio, epoll or io_uring, not " + name));
    }

    /** @throws UnavailableException if this machine has no such thing */
    IoHandlerFactory handlers() throws UnavailableException {
        Throwable missing = whyMissing();
        if (missing != null) {
            throw new UnavailableException("the transport " + this
                    + " cannot be used here, --transport nio always can: "
                    + reason(missing), missing);
        }
        return switch (this) {
            case NIO -> NioIoHandler.newFactory();
            case EPOLL -> EpollIoHandler.newFactory();
            case IO_URING -> IoUringIoHandler.newFactory();
        };
    }

    Class<? extends ServerChannel> listener() {
        return switch (this) {
            case NIO -> NioServerSocketChannel.class;
            case EPOLL -> EpollServerSocketChannel.class;
            case IO_URING -> IoUringServerSocketChannel.class;
        };
    }

    /** Null if nothing is missing. */
    Throwable whyMissing() {
        return switch (this) {
            case NIO -> null;
            case EPOLL -> Epoll.unavailabilityCause();
            case IO_URING -> IoUring.unavailabilityCause();
        };
    }

    /** The first cause knows best, and the first of its lines says it. */
    private static String reason(Throwable missing) {
        Throwable first = missing;
        while (first.getCause() != null) {
            first = first.getCause();
        }
        return String.valueOf(first.getMessage()).lines().findFirst().orElse("");
    }

    /** The name on a command line: {@code io_uring}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
