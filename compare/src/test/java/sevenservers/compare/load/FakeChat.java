package sevenservers.compare.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import sevenservers.contract.HostPort;
import sevenservers.contract.Quietly;

/**
 * A chat server that is as slow as it is simple, and does to what one member hears
 * what a test tells it to.
 */
final class FakeChat implements AutoCloseable {

    /** What a member hears in place of a line, in which order and how often. */
    @FunctionalInterface
    interface Fault {

        List<String> heard(String member, String line);
    }

    /** Nothing is wrong. */
    static final Fault NONE = (_, line) -> List.of(line);

    /** Small, so that it soon waits for who does not read. */
    private static final int SEND_BUFFER = 8 * 1024;

    private static final String HANDSHAKE = ":<handshake>";

    private final ServerSocket listener =
            new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
    private final List<Guest> guests = new ArrayList<>();
    private final Fault fault;
    private boolean echoes;

    FakeChat(Fault fault) throws IOException {
        this.fault = fault;
        Thread.startVirtualThread(this::accept);
    }

    Target target() {
        return new Target((InetSocketAddress) listener.getLocalSocketAddress(),
                Probes.UNKNOWN);
    }

    /** Who says something hears it as well. */
    FakeChat thatEchoes() {
        echoes = true;
        return this;
    }

    /** Ends the connection of a member. */
    synchronized void end(String member) throws IOException {
        for (Guest guest : guests) {
            if (guest.name.equals(member)) {
                guest.client.close();
            }
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Thread.startVirtualThread(() -> talk(client));
            }
        } catch (IOException closed) {
            // That is its end.
        }
    }

    private void talk(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            client.setSendBufferSize(SEND_BUFFER);
            var in = new BufferedReader(
                    new InputStreamReader(client.getInputStream(), UTF_8));
            String first = in.readLine();
            if (first == null) {
                return;
            }
            Guest guest = join(client, first.replace(HANDSHAKE, ""));
            for (String line; (line = in.readLine()) != null;) {
                tell(guest, "#[" + guest.name + "]>>> " + line);
            }
        } catch (IOException ended) {
            // The client has gone, or the test has ended.
        }
    }

    private synchronized Guest join(Socket client, String name) throws IOException {
        var guest = new Guest(client, name);
        String address = HostPort
                .format((InetSocketAddress) client.getRemoteSocketAddress());
        guest.hear("CLIENT: " + address);
        tell(guest, "(User " + name + " connected from " + address + ")");
        guests.add(guest);
        return guest;
    }

    private synchronized void tell(Guest sender, String line) {
        for (Guest guest : guests) {
            if (guest != sender || echoes) {
                guest.hear(line);
            }
        }
    }

    @Override
    public synchronized void close() {
        Quietly.close(listener);
        guests.forEach(guest -> Quietly.close(guest.client));
    }

    private final class Guest {

        private final Socket client;
        private final String name;

        Guest(Socket client, String name) {
            this.client = client;
            this.name = name;
        }

        void hear(String line) {
            var all = new StringBuilder();
            fault.heard(name, line).forEach(one -> all.append(one).append('\n'));
            try {
                client.getOutputStream().write(all.toString().getBytes(UTF_8));
            } catch (IOException gone) {
                // The others hear it all the same.
            }
        }
    }
}
