package sevenservers.linechat.programs;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * Where a password comes from. Not from the command line: whoever lists a machine's
 * processes reads it there.
 *
 * @param environment the value of an environment variable, or null
 * @param prompt asks a person with these words; null if nobody is there or answers
 */
record Passwords(Function<String, String> environment,
        Function<String, String> prompt) {

    /** The environment variable that may hold the password. */
    static final String VARIABLE = "POP3_PASSWORD";

    /** Those of this process. */
    static Passwords ofProcess() {
        return new Passwords(System::getenv, Passwords::ask);
    }

    /**
     * The password for a user: from the file if there is one, else from the
     * environment, else from a person.
     *
     * @throws IOException if there is none; the message tells a person why
     */
    String find(String user, Path file) throws IOException {
        if (file != null) {
            return firstLine(file);
        }
        String password = environment.apply(VARIABLE);
        if (password == null) {
            password = prompt.apply("Password of " + user + ": ");
        }
        if (password == null) {
            throw new IOException("no password: there is no terminal to ask at, no "
                    + VARIABLE + " and no --password-file");
        }
        return password;
    }

    private static String firstLine(Path file) throws IOException {
        try (var lines = Files.newBufferedReader(file)) {
            String line = lines.readLine();
            return line == null ? "" : line;
        } catch (NoSuchFileException absent) {
            throw new IOException("no password file " + file, absent);
        } catch (MalformedInputException otherCharset) {
            throw new IOException("not UTF-8: " + file, otherCharset);
        }
    }

    /** Unlike JDK 22 to 24, JDK 25 may have no console. */
    @SuppressWarnings("SystemConsoleNull")
    private static String ask(String words) {
        Console console = System.console();
        char[] typed = console == null || !console.isTerminal() ? null
                : console.readPassword("%s", words);
        return typed == null ? null : new String(typed);
    }
}
