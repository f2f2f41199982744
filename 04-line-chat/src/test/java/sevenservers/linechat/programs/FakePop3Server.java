package sevenservers.linechat.programs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static sevenservers.tests.Wait.PATIENCE;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import sevenservers.contract.Quietly;

/**
 * A server that answers its one client's commands, whatever they are, from a list,
 * in which {@code ~} is a line end.
 */
final class FakePop3Server implements AutoCloseable {

    private final ServerSocket listener;
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final Script script;
    private final Thread thread;

    /** What is done with a connection, which is closed after it. */
    interface Script {
        void play(Wire wire) throws Exception;
    }

    private FakePop3Server(Script script) throws IOException {
        this.script = script;
        listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        listener.setSoTimeout((int) PATIENCE.toMillis());
        thread = Thread.ofVirtual().start(this::serve);
    }

    static FakePop3Server that(Script script) throws IOException {
        return new FakePop3Server(script);
    }

    /**
     * A server that greets with the first answer, gives each of the others to one
     * command, and then reads until the client hangs up.
     */
    static FakePop3Server answering(String... answers) throws IOException {
        return answering(List.of(answers));
    }

    static FakePop3Server answering(List<String> answers) throws IOException {
        return that(wire -> {
            wire.answer(answers);
            wire.expectEnd();
        });
    }

    private void serve() {
        try (Socket client = listener.accept()) {
            client.setSoTimeout((int) PATIENCE.toMillis());
            client.setTcpNoDelay(true);
            script.play(new Wire(client));
        } catch (Exception clientHasGone) {
            // What the client has made of it is what counts.
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    /** All that the client has sent, now that it has ended. */
    List<String> commands() {
        Quietly.join(thread);
        return commands;
    }

    @Override
    public void close() {
        Quietly.close(listener);
        Quietly.join(thread);
    }

    /** The connection with the client. */
    final class Wire {

        private final BufferedReader in;
        private final OutputStream out;

        private Wire(Socket client) throws IOException {
            in = new BufferedReader(
                    new InputStreamReader(client.getInputStream(), ISO_8859_1));
            out = client.getOutputStream();
        }

        void answer(List<String> answers) throws IOException {
            tell(answers.getFirst());
            for (String answer : answers.subList(1, answers.size())) {
                readCommand();
                tell(answer);
            }
        }

        String readCommand() throws IOException {
            String command = in.readLine();
            if (command != null) {
                commands.add(command);
            }
            return command;
        }

        void tell(String text) throws IOException {
            out.write(bytes(text));
        }

        void tellByteByByte(String text) throws IOException {
            for (byte each : bytes(text)) {
                out.write(each);
            }
        }

        void expectEnd() throws IOException {
            while (readCommand() != null) {
                // It is kept.
            }
        }

        private static byte[] bytes(String text) {
            return text.replace("~", "\r\n").getBytes(ISO_8859_1);
        }
    }
}
