package sevenservers.offload.programs;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import sevenservers.contract.RunningServer;
import sevenservers.contract.ServerOptions;
import sevenservers.offload.EventLoop;
import sevenservers.offload.WakeupPipe;

/**
 * Answers each datagram, whatever it says, with the time:
 * {@code Tue Sep 18 14:29:23 2012}.
 *
 * <p>Retells the {@code UDPTimeServer} of the document.
 */
public final class UdpTimeServer extends UdpServer {

    /** The document's port. */
    static final int PORT = 14_000;

    /** As {@code ctime} of C writes it: a day of one digit follows two spaces. */
    static final DateTimeFormatter CTIME = DateTimeFormatter
            .ofPattern("EEE MMM ppd HH:mm:ss uuuu", Locale.ENGLISH);

    private final Clock clock;

    /**
     * A server on this loop.
     *
     * @param clock tells the time, and in which zone
     * @throws IOException if it cannot receive at this address
     */
    public UdpTimeServer(EventLoop loop, InetSocketAddress address, Clock clock)
            throws IOException {
        super(loop, address);
        this.clock = clock;
    }

    /**
     * Starts a server on a loop of its own, where the options say, that tells the
     * local time.
     *
     * @throws IOException if it cannot receive there
     */
    public static RunningServer start(ServerOptions options) throws IOException {
        return UdpService.start("06-udp-time", options, WakeupPipe::new,
                (loop, _) -> new UdpTimeServer(loop, options.endpoint(),
                        Clock.system(ZoneId.systemDefault())));
    }

    @Override
    protected void received(ByteBuffer data, InetSocketAddress sender) {
        String time = CTIME.format(ZonedDateTime.now(clock));
        reply(US_ASCII.encode(time), sender);
    }
}
