package sevenservers.linechat.programs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import sevenservers.asyncore.Loop;

/** Runs a client to its end, and keeps what it fetches. */
final class Mailbox implements MessageHandler {

    static final String USER = "anna";
    static final String PASSWORD = "opensesame";
    static final Pop3Request REQUEST = Pop3Request.of(USER, PASSWORD);

    private final List<byte[]> messages = new ArrayList<>();

    static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** What comes of it, in the thread of the test. */
    static Pop3Result fetch(int port, Pop3Request request, MessageHandler handler) {
        return fetch(loopback(port), request, handler);
    }

    static Pop3Result fetch(InetSocketAddress server, Pop3Request request,
            MessageHandler handler) {
        var results = new ArrayList<Pop3Result>();
        try (var loop = new Loop()) {
            Pop3Client.fetch(loop, server, request, handler, results::add);
            loop.run();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        if (results.size() != 1) {
            throw new AssertionError("told of its end not once: " + results);
        }
        return results.getFirst();
    }

    /** What a person is told of a failure. */
    static String failure(Pop3Result result) {
        return switch (result) {
            case Pop3Result.Failure(IOException reason) -> reason.getMessage();
            case Pop3Result.Success success ->
                throw new AssertionError("no failure: " + success);
        };
    }

    @Override
    public void accept(int number, byte[] message) {
        if (number != messages.size() + 1) {
            throw new AssertionError("not in order: " + number);
        }
        messages.add(message);
    }

    List<byte[]> messages() {
        return messages;
    }

    /** The messages, each byte a character. */
    List<String> texts() {
        return messages.stream().map(bytes -> new String(bytes, ISO_8859_1))
                .toList();
    }
}
