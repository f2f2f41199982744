// Caught by: letsNobodySpeakForAnother
// What begins with the name of another member is dropped, though it may be meant
// for that one.
package sevenservers.exercises.linechat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.LinkedHashMap;
import java.util.Map;
import sevenservers.asyncore.Acceptor;
import sevenservers.asyncore.Loop;
import sevenservers.contract.ChatSession;
import sevenservers.contract.HostPort;
import sevenservers.contract.Limits;
import sevenservers.contract.Line;
import sevenservers.contract.LineBuffer;
import sevenservers.contract.ServerLog;
import sevenservers.linechat.AsyncChat;
import sevenservers.linechat.Terminator;

/**
 * A small chat, in lines. The first one of a client is {@code NAME:<handshake>},
 * with a name that nobody else has, and is answered {@code CLIENT: HOST:PORT}; or
 * else the connection ends. Each later one is a message, which all the others are
 * told as {@code #[NAME]>>> TEXT}.
 *
 * <p>As the documents' clients do it, a message may begin with the name of who says
 * it and a colon. They are taken off, once. Whatever else precedes a colon is part
 * of the text.
 *
 * <p>It leaves out what {@code ChatServer} in module 04 has: the notices of coming
 * and going, the reasons of refusals, control characters, and limits on who does
 * not join or does not read.
 */
public final class BelievedName extends Acceptor {

    private static final String HANDSHAKE = "<handshake>";

    private final ByteBuffer input = ByteBuffer.allocateDirect(AsyncChat.PIECE);
    private final Map<String, Member> members = new LinkedHashMap<>();

    /**
     * A server on this loop.
     *
     * @throws IOException if it cannot listen at the address
     */
    public BelievedName(Loop loop, InetSocketAddress address) throws IOException {
        super(loop, address, new ServerLog("exercises.names"));
    }

    @Override
    protected void handleAccepted(SocketChannel client) throws IOException {
        new Member(loop(), client);
    }

    private final class Member extends AsyncChat {

        private final LineBuffer collected = new LineBuffer();
        private String name;

        Member(Loop loop, SocketChannel client) throws IOException {
            super(loop, client, input);
            setTerminator(Terminator.LF);
            setIncomingLimit(Limits.MAX_LINE);
        }

        @Override
        protected void collectIncomingData(ByteBuffer data) {
            collected.add(data);
        }

        @Override
        protected void foundTerminator() {
            if (collected.take() instanceof Line.Text(String line)) {
                handle(line);
            }
        }

        private void handle(String line) {
            int colon = line.indexOf(':');
            String prefix = line.substring(0, Math.max(0, colon));
            String text = line.substring(colon + 1);
            if (name == null) {
                join(prefix, text);
            } else if (prefix.equals(name)) {
                say(prefix, text);
            } else if (!members.containsKey(prefix)) {
                say(name, line);
            }
        }

        private void join(String wanted, String text) {
            if (text.equals(HANDSHAKE) && ChatSession.isName(wanted)
                    && members.putIfAbsent(wanted, this) == null) {
                name = wanted;
                push(UTF_8.encode("CLIENT: " + HostPort.format(peer()) + "\n"));
            } else {
                closeWhenDone();
            }
        }

        private void say(String author, String text) {
            byte[] line = ("#[" + author + "]>>> " + text + "\n").getBytes(UTF_8);
            for (Member member : members.values()) {
                if (member != this) {
                    member.push(ByteBuffer.wrap(line));
                }
            }
        }

        @Override
        protected void handleEnd() {
            members.remove(name, this);
        }
    }
}
