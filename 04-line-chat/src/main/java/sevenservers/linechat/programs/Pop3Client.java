package sevenservers.linechat.programs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.channels.UnresolvedAddressException;
import java.util.function.Consumer;
import sevenservers.asyncore.Loop;
import sevenservers.contract.Deadlines;
import sevenservers.contract.HostPort;
import sevenservers.contract.Text;
import sevenservers.linechat.AsyncChat;
import sevenservers.linechat.Terminator;

/**
 * Fetches all messages of a mailbox by POP3 (RFC 1939), hands each to a function,
 * and deletes it if asked to.
 *
 * <p>Retells {@code pop3demo.py} of the documents. The conversation is a state
 * machine whose states are pairs of methods: {@code emitUser} sends the command
 * USER and says that the next answer is for {@code expectUser}, which goes on to
 * the next pair. The loop is never waited in, so that one thread can empty many
 * mailboxes at once; who wants to know the end gives a function for it.
 *
 * <pre>
 *  connect     expectGreeting
 *  emitUser    expectUser
 *  emitPass    expectPass
 *  emitStat    expectStat
 *  emitRetr    expectRetr, expectMessage    for each message
 *  emitDele    expectDele                   if it is to be deleted
 *  emitQuit    expectQuit
 * </pre>
 *
 * <p>A server deletes nothing before QUIT, and nothing at all if the connection
 * ends without it. So after any failure, that of the function too, this client
 * hangs up: every message is still there the next time, also those that have been
 * handled. Only if QUIT itself gets no good answer, nobody knows.
 *
 * <p>What it leaves out: it is plain text without TLS, and the password goes over
 * the network for everybody on the way to read. It is for servers that one runs
 * oneself, on one's own machine. Neither does it know APOP, nor the pipelining of
 * RFC 2449, and so pays a round trip for each command.
 */
public final class Pop3Client extends AsyncChat {

    /** The most bytes of a line that a server may answer, as RFC 1939 has it. */
    public static final int LINE_LIMIT = 512;

    private static final String LINE_END = "\r\n";
    private static final Terminator.Sequence MESSAGE_END =
            Terminator.of("\r\n.\r\n");
    private static final int CHUNK = 16 * 1024;

    /** What the next answer is for. */
    @FunctionalInterface
    private interface Expect {

        void handle(byte[] answer) throws IOException;
    }

    private final Pop3Request request;
    private final MessageHandler handler;
    private final Consumer<Pop3Result> done;
    private final ByteArrayOutputStream answer = new ByteArrayOutputStream();
    private final Deadlines.Deadline patience = deadline(this::expired);
    private Expect expected = this::expectGreeting;
    private String command = "connect";
    private int messages;
    private int fetched;
    private int deleted;
    private boolean ended;

    private Pop3Client(Loop loop, Pop3Request request, MessageHandler handler,
            Consumer<Pop3Result> done) {
        super(loop, ByteBuffer.allocate(CHUNK));
        this.request = request;
        this.handler = handler;
        this.done = done;
    }

    /**
     * Begins to fetch; the rest happens while the loop runs, and in its thread.
     *
     * @param handler what is done with each message, in the mailbox's order
     * @param done what is done at the end, once; perhaps before this method returns
     * @throws IOException if the system has no descriptor left
     */
    public static void fetch(Loop loop, InetSocketAddress server,
            Pop3Request request, MessageHandler handler, Consumer<Pop3Result> done)
            throws IOException {
        var client = new Pop3Client(loop, request, handler, done);
        client.createSocket();
        client.expectLine();
        client.patience.in(request.patience());
        client.connect(server);
    }

    private void expectGreeting(byte[] line) throws IOException {
        ok(line);
        emitUser();
    }

    private void emitUser() {
        emit("USER", " " + request.user(), this::expectUser);
    }

    private void expectUser(byte[] line) throws IOException {
        ok(line);
        emitPass();
    }

    private void emitPass() {
        emit("PASS", " " + request.password(), this::expectPass);
    }

    private void expectPass(byte[] line) throws IOException {
        ok(line);
        emitStat();
    }

    private void emitStat() {
        emit("STAT", "", this::expectStat);
    }

    private void expectStat(byte[] line) throws IOException {
        Pop3Reply.Ok reply = ok(line);
        messages = reply.messages().orElseThrow(() -> new ProtocolException(
                "neither count nor size: " + quoted(reply.text())));
        next();
    }

    private void next() {
        if (fetched < Math.min(messages, request.mostMessages())) {
            emitRetr();
        } else {
            emitQuit();
        }
    }

    private void emitRetr() {
        emit("RETR " + (fetched + 1), "", this::expectRetr);
    }

    /**
     * The CRLF of this line may be the beginning of the message's end: an empty
     * message is nothing but a dot and CRLF after it.
     */
    private void expectRetr(byte[] line) throws IOException {
        ok(line);
        expected = this::expectMessage;
        setTerminator(MESSAGE_END, LINE_END.length());
        setIncomingLimit(request.mostBytes());
    }

    private void expectMessage(byte[] stuffed) throws IOException {
        expectLine();
        handle(DotStuffing.removed(stuffed));
        fetched++;
        if (request.delete()) {
            emitDele();
        } else {
            next();
        }
    }

    private void handle(byte[] message) throws IOException {
        try {
            handler.accept(fetched + 1, message);
        } catch (IOException | RuntimeException failure) {
            throw new IOException("not handled: " + failure.getMessage(), failure);
        }
    }

    private void emitDele() {
        emit("DELE " + fetched, "", this::expectDele);
    }

    private void expectDele(byte[] line) throws IOException {
        ok(line);
        deleted++;
        next();
    }

    private void emitQuit() {
        emit("QUIT", "", this::expectQuit);
    }

    private void expectQuit(byte[] line) throws IOException {
        ok(line);
        end(new Pop3Result.Success(fetched, deleted, messages - deleted));
    }

    /** Sends a command, whose name may be told and whose argument may not. */
    private void emit(String name, String argument, Expect next) {
        command = name;
        expected = next;
        patience.in(request.patience());
        push(UTF_8.encode(name + argument + LINE_END));
    }

    private void expectLine() {
        setTerminator(Terminator.CRLF);
        setIncomingLimit(LINE_LIMIT - LINE_END.length());
    }

    private Pop3Reply.Ok ok(byte[] line) throws IOException {
        String text = new String(line, UTF_8);
        return switch (Pop3Reply.parse(text)) {
            case Pop3Reply.Ok ok -> ok;
            case Pop3Reply.Err(String reason) ->
                throw new IOException("refused: " + quoted(reason));
            case Pop3Reply.Malformed() -> throw new ProtocolException(
                    "neither +OK nor -ERR: " + quoted(text));
        };
    }

    /** What the server says, unless it is so unwise as to repeat the password. */
    private String quoted(String words) {
        return words.contains(request.password()) ? "(words that tell the password)"
                : Text.escaped(words);
    }

    @Override
    protected void handleConnect() {
        command = "the greeting";
        patience.in(request.patience());
    }

    @Override
    protected void handleRead() throws IOException {
        patience.in(request.patience());
        super.handleRead();
    }

    @Override
    protected void collectIncomingData(ByteBuffer data) {
        answer.write(data.array(), data.arrayOffset() + data.position(),
                data.remaining());
    }

    @Override
    protected void foundTerminator() throws IOException {
        byte[] whole = answer.toByteArray();
        answer.reset();
        expected.handle(whole);
    }

    private void expired() {
        fail("nothing came for " + request.patience().toMillis() + " ms", null);
    }

    @Override
    protected void handleClose() {
        fail("the server hung up", null);
    }

    @Override
    protected void handleError(Throwable failure) {
        if (ended) {
            super.handleError(failure);
        } else {
            fail(switch (failure) {
                case UnresolvedAddressException _ -> "no such host";
                case IOException told -> Text.escaped("" + told.getMessage());
                default -> Text.escaped(failure.toString());
            }, failure);
        }
    }

    private void fail(String reason, Throwable cause) {
        end(new Pop3Result.Failure(new IOException(HostPort.format(peer())
                + " at " + command + ": " + reason, cause)));
    }

    private void end(Pop3Result result) {
        ended = true;
        patience.clear();
        close();
        done.accept(result);
    }
}
