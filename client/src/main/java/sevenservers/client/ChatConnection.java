package sevenservers.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sevenservers.contract.Quietly;
import sevenservers.contract.Reply;

/**
 * A member's connection to a chat server. One thread may send while another
 * receives.
 *
 * <pre>
 *  join --CLIENT:--> MEMBER --finish--> LEAVING --end of stream--> closed
 *    |                  `------- the server's end of stream ---------^
 *    `- refused, no answer: IOException
 * </pre>
 */
final class ChatConnection implements Closeable {

    private static final Pattern WELCOME = Pattern.compile("CLIENT: ([!-~]{1,64})");

    private final String name;
    private final Socket socket;
    private final LineInput lines;
    private final CountDownLatch ended = new CountDownLatch(1);
    private String address;

    private ChatConnection(String name, Socket socket) throws IOException {
        this.name = name;
        this.socket = socket;
        this.lines = new LineInput(socket.getInputStream());
    }

    /**
     * Connects and joins.
     *
     * @param patience for the server's answer
     * @throws IOException whose message tells a person why that was not possible
     */
    static ChatConnection join(String name, String host, int port,
            Duration patience) throws IOException {
        var connection = new ChatConnection(name, Dial.open(host, port));
        try {
            connection.socket.setSoTimeout((int) patience.toMillis());
            connection.join(Dial.where(host, port));
            connection.socket.setSoTimeout(0);
            return connection;
        } catch (IOException refused) {
            connection.close();
            throw refused;
        }
    }

    private void join(String server) throws IOException {
        String answer = ask(server);
        Matcher welcome = WELCOME.matcher(answer);
        if (answer.startsWith("! ")) {
            throw new IOException(refusal(server, answer.substring(2)));
        } else if (!welcome.matches()) {
            throw new IOException(server + " is no chat server: it answered \""
                    + answer.substring(0, Math.min(answer.length(), 80)) + "\"");
        }
        address = welcome.group(1);
    }

    private String ask(String server) throws IOException {
        try {
            byte[] handshake = (name + ":<handshake>\n").getBytes(UTF_8);
            socket.getOutputStream().write(handshake);
        } catch (IOException ended) {
            // A full server may have ended the connection already; it has said why.
        }
        try {
            LineInput.Line answer = lines.next();
            if (answer == null) {
                throw new IOException(server
                        + " ended the connection without an answer");
            }
            return answer.text();
        } catch (SocketTimeoutException silent) {
            throw new IOException(server + " accepted the connection but says "
                    + "nothing: is it a chat server?", silent);
        } catch (SocketException broken) {
            throw new IOException(server + " broke the connection: "
                    + broken.getMessage(), broken);
        }
    }

    private String refusal(String server, String reason) {
        String advice = reason.equals(Reply.NAME_TAKEN.reason())
                ? " (someone in the chat is " + name + "; choose another name)"
                : reason.equals(Reply.SERVER_FULL.reason()) ? " (try again later)"
                : "";
        return server + " refused: " + reason + advice;
    }

    String name() {
        return name;
    }

    /** The own address as the server sees it. */
    String address() {
        return address;
    }

    /** Says a text to the others. */
    void send(String text) throws Message.UnsendableException, IOException {
        socket.getOutputStream().write(Message.encode(name, text));
    }

    /**
     * The next line from the server, or null at the end of the stream.
     *
     * @throws IOException if the connection broke, or was closed meanwhile
     */
    LineInput.Line next() throws IOException {
        LineInput.Line line = null;
        try {
            line = lines.next();
            return line;
        } finally {
            if (line == null) {
                ended.countDown();
            }
        }
    }

    /**
     * Sends the end of what there is to say. The server still handles what was sent
     * before it, tells what it has for us, and ends the stream.
     *
     * @return whether the receiving thread has seen that end in time
     */
    boolean finish(Duration patience) throws IOException {
        socket.shutdownOutput();
        try {
            return ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException leavingNow) {
            return ended.getCount() == 0;
        }
    }

    @Override
    public void close() {
        Quietly.close(socket);
    }
}
