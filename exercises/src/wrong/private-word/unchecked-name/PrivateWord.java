// Caught by: aBadNameIsRefused
// Only looks whether the name is taken.
package sevenservers.exercises.closing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import sevenservers.contract.Reply;
import sevenservers.contract.Text;

public final class PrivateWord {

    private final Map<String, Session> members = new LinkedHashMap<>();

    public Session join(String name, Consumer<String> out) {
        tellAll("(User " + name + " connected)");
        var session = new Session(name, out);
        members.put(name, session);
        return session;
    }

    private void tellAll(String line) {
        members.values().forEach(member -> member.out.accept(line));
    }

    private record Words(String first, String rest) {

        static Words of(String line) {
            int space = line.indexOf(' ');
            if (space < 0) {
                return new Words(line, "");
            }
            return new Words(line.substring(0, space), line.substring(space + 1));
        }
    }

    public final class Session {

        private final Consumer<String> out;
        private String name;

        private Session(String name, Consumer<String> out) {
            this.name = name;
            this.out = out;
        }

        public String name() {
            return name;
        }

        public void handle(String line) {
            if (members.get(name) != this) {
                return;
            }
            if (line.startsWith("//")) {
                say(line.substring(1));
            } else if (line.startsWith("/")) {
                command(Words.of(line));
            } else {
                say(line);
            }
        }

        public void leave() {
            if (members.remove(name, this)) {
                tellAll("(User " + name + " disconnected)");
            }
        }

        private void say(String text) {
            if (isWorthTelling(text)) {
                for (Session member : members.values()) {
                    if (member != this) {
                        member.out.accept("#[" + name + "]>>> " + text);
                    }
                }
            }
        }

        private void command(Words words) {
            switch (words.first()) {
                case "/nick" -> rename(words.rest());
                case "/msg" -> tell(Words.of(words.rest()));
                default ->
                    refuse("unknown command: " + Text.escaped(words.first()));
            }
        }

        private void rename(String wanted) {
            if (members.containsKey(wanted)) {
                refuse(Reply.NAME_TAKEN.reason());
            } else {
                String before = name;
                members.remove(before);
                name = wanted;
                members.put(name, this);
                tellAll("(User " + before + " is now " + name + ")");
            }
        }

        private void tell(Words words) {
            Session other = members.get(words.first());
            if (other == null) {
                refuse("no such user: " + Text.escaped(words.first()));
            } else if (isWorthTelling(words.rest())) {
                other.out.accept("*[" + name + "]>>> " + words.rest());
            }
        }

        private boolean isWorthTelling(String text) {
            boolean control = Text.hasControl(text);
            if (control) {
                refuse(Reply.CONTROL_CHARACTER.reason());
            }
            return !control && !text.isEmpty();
        }

        private void refuse(String reason) {
            out.accept("! " + reason);
        }
    }
}
