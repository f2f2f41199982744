package sevenservers.linechat.programs;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static sevenservers.tests.Wait.PATIENCE;
import static sevenservers.tests.Wait.await;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Dovecot of a test's own, in processes that end with it. It has a mailbox for
 * every user, and all its files are in one folder.
 */
final class Dovecot implements AutoCloseable {

    private static final int ATTEMPTS = 5;

    private final Path home;
    private final Process process;
    private final int port;

    private Dovecot(Path home, Process process, int port) {
        this.home = home;
        this.process = process;
        this.port = port;
    }

    /** The program, if this machine has it. */
    static Optional<Path> program() {
        return Stream
                .concat(Stream.of(System.getenv("PATH").split(File.pathSeparator)),
                        Stream.of("/usr/sbin", "/usr/local/sbin"))
                .map(folder -> Path.of(folder, "dovecot"))
                .filter(Files::isExecutable).findFirst();
    }

    /**
     * Starts a server whose files are in this folder. A port that was free a moment
     * ago may be taken again; then another one is tried.
     */
    static Dovecot start(Path program, Path home) throws IOException {
        for (int i = 0; i < ATTEMPTS; i++) {
            int port = freePort();
            Path configuration = configure(home, port);
            Process process = new ProcessBuilder(program.toString(), "-F", "-c",
                    configuration.toString()).redirectErrorStream(true)
                    .redirectOutput(home.resolve("output").toFile()).start();
            var server = new Dovecot(home, process, port);
            boolean listens = false;
            try {
                listens = server.listens();
            } finally {
                if (!listens) {
                    server.close();
                }
            }
            if (listens) {
                return server;
            }
        }
        throw new IOException("Dovecot does not start: "
                + Files.readString(home.resolve("output")));
    }

    private static int freePort() throws IOException {
        try (var socket =
                new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Dovecot lets nobody read mail as root. */
    private static Path configure(Path home, int port) throws IOException {
        var own = Files.readAttributes(home, PosixFileAttributes.class);
        boolean root = own.owner().getName().equals("root");
        String user = root ? "nobody" : own.owner().getName();
        String group = root ? "nogroup" : own.group().getName();
        openToAll(home);
        openToAll(Files.createDirectories(home.resolve("mail")));
        return Files.writeString(home.resolve("dovecot.conf"), """
                base_dir = HOME/run
                state_dir = HOME/state
                log_path = /dev/stderr
                protocols = pop3
                listen = 127.0.0.1
                ssl = no
                disable_plaintext_auth = no
                auth_failure_delay = 0
                login_greeting = HOME
                default_login_user = USER
                default_internal_user = USER
                default_internal_group = GROUP
                first_valid_uid = 0
                first_valid_gid = 0
                mail_location = maildir:HOME/mail/%u
                passdb {
                  driver = static
                  args = password=PASSWORD
                }
                userdb {
                  driver = static
                  args = uid=USER gid=GROUP home=HOME/home
                }
                service pop3-login {
                  chroot =
                  inet_listener pop3 {
                    port = PORT
                  }
                  inet_listener pop3s {
                    port = 0
                  }
                }
                service anvil {
                  chroot =
                }
                """.replace("HOME", home.toString()).replace("USER", user)
                .replace("GROUP", group)
                .replace("PASSWORD", Mailbox.PASSWORD)
                .replace("PORT", String.valueOf(port)));
    }

    /** Whether it is this server that greets, before its process ends. */
    private boolean listens() {
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(10))
                .until(() -> !process.isAlive() || greets());
        return process.isAlive();
    }

    private boolean greets() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            var in = new BufferedReader(
                    new InputStreamReader(socket.getInputStream(), US_ASCII));
            return ("+OK " + home).equals(in.readLine());
        } catch (IOException notYet) {
            return false;
        }
    }

    int port() {
        return port;
    }

    /**
     * Puts a message into a mailbox, as a mail transfer agent does. The order of
     * messages is that of their files' names.
     */
    void deliver(String user, String file, byte[] message) throws IOException {
        Path written = Files.write(home.resolve("message"), message);
        openToAll(written);
        Files.move(written, folder(user, "new").resolve(file));
    }

    /** How many messages there are in a mailbox. */
    long stored(String user) throws IOException {
        return count(folder(user, "new")) + count(folder(user, "cur"));
    }

    private Path folder(String user, String name) throws IOException {
        Path mailbox = home.resolve("mail").resolve(user);
        Path folder = Files.createDirectories(mailbox.resolve(name));
        openToAll(mailbox);
        openToAll(folder);
        return folder;
    }

    private static long count(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    /** Dovecot may belong to another user than its files. */
    private static void openToAll(Path file) throws IOException {
        Files.setPosixFilePermissions(file,
                PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    @Override
    public void close() {
        List<ProcessHandle> all =
                Stream.concat(Stream.of(process.toHandle()), process.descendants())
                        .toList();
        process.destroy();
        try {
            CompletableFuture
                    .allOf(all.stream().map(ProcessHandle::onExit)
                            .toArray(CompletableFuture[]::new))
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (Exception stubborn) {
            all.forEach(ProcessHandle::destroyForcibly);
            throw new IllegalStateException("Dovecot did not end by itself",
                    stubborn);
        }
    }
}
