package sevenservers.exercises.closing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A chat whose members may change their names, and say something to one other
 * member alone. It knows no sockets: lines come in by {@link Session#handle}, and
 * go out to whatever each member has joined with. To be built: {@link
 * Session#handle}, with the methods that it needs.
 *
 * <p>What a line of the member andy means, and what is told then:
 *
 * <ul>
 * <li>{@code hello} is a message: every other member is told
 * {@code #[andy]>>> hello}. Empty text is ignored; a space is not empty.
 * <li>{@code //hello} is a message, too, and says {@code /hello}.
 * <li>{@code /nick NAME}: from now on andy is called so, and the old name is free.
 * All members, andy too, are told {@code (User andy is now NAME)}. What makes a
 * good name {@link sevenservers.contract.ChatSession#isName} says. Otherwise andy
 * alone is told {@code ! bad name} or {@code ! name taken}, and keeps his name.
 * <li>{@code /msg NAME TEXT}: that member alone is told {@code *[andy]>>> TEXT}.
 * The name ends at the first space, and the rest is the text as it is; empty text
 * is ignored. If nobody is called so, andy alone is told
 * {@code ! no such user: NAME}.
 * <li>Any other first word that begins with a slash: andy alone is told
 * {@code ! unknown command: WORD}.
 * <li>If a text has a control character, andy alone is told
 * {@code ! control character}, and the text is dropped. What is quoted in an answer
 * is escaped. {@link sevenservers.contract.Text} knows both.
 * </ul>
 *
 * <p>The prefix {@code andy:} of promise C2 has been taken off before. {@link
 * sevenservers.contract.ChatSession} shows how the chat of the course reads a line.
 */
public final class PrivateWord {

    private final Map<String, Session> members = new LinkedHashMap<>();

    /**
     * Lets a member join, and tells the others.
     *
     * @param name a good name that is free
     * @param out takes each line that the member is told, without its LF
     */
    public Session join(String name, Consumer<String> out) {
        tellAll("(User " + name + " connected)");
        var session = new Session(name, out);
        members.put(name, session);
        return session;
    }

    private void tellAll(String line) {
        members.values().forEach(member -> member.out.accept(line));
    }

    /** One member, from its joining to its leaving. */
    public final class Session {

        private final Consumer<String> out;
        private String name;

        private Session(String name, Consumer<String> out) {
            this.name = name;
            this.out = out;
        }

        /** How the member is called now. */
        public String name() {
            return name;
        }

        /** Does what a line of the member asks for; nothing once it has left. */
        public void handle(String line) {
            // TODO: tell messages from commands, and do what each asks for.
            throw new UnsupportedOperationException("TODO: handle a line");
        }

        /** The member leaves, and the others are told; once, if called twice. */
        public void leave() {
            if (members.remove(name, this)) {
                tellAll("(User " + name + " disconnected)");
            }
        }
    }
}
