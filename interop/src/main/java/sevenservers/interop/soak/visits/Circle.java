package sevenservers.interop.soak.visits;

import static sevenservers.interop.soak.visits.Hearing.by;
import static sevenservers.interop.soak.visits.Hearing.left;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import sevenservers.tests.ChatClient;
import sevenservers.tests.Task;

/**
 * Honest members who talk at the same time: each hears all that the others say, and
 * any two hear what both hear in the same order, whatever strangers say between.
 */
record Circle() implements Visit {

    @Override
    public String title() {
        return "a talk of several";
    }

    @Override
    public void pay(Place place) {
        ChatClient host = place.join();
        List<ChatClient> members = Stream.generate(place::join)
                .limit(place.between(2, 5)).toList();
        int lines = place.between(5, 60);
        host.say("begin");
        List<Task<List<String>>> hearing = members.stream()
                .map(member -> Task.start("hearing the talk", () -> {
                    Hearing.until(by(host.name()) + "begin", member.client());
                    return Hearing.until(by(host.name()) + "end", member.client());
                })).toList();
        // Who has said "end" has heard all that is said before.
        Task<Void> awaiting = Task.start("hearing all", () -> {
            for (int due = lines * members.size(); due > 0;) {
                String line = host.client().readLine();
                due -= members.stream()
                        .anyMatch(one -> line.startsWith(by(one.name()))) ? 1 : 0;
            }
            host.say("end");
        });
        List<Task<Void>> talking = members.stream()
                .map(member -> Task.start("talking", () -> talk(member, lines)))
                .toList();
        Stream.concat(talking.stream(), Stream.of(awaiting))
                .forEach(task -> task.await(Place.PATIENCE));
        check(members, lines,
                hearing.stream().map(task -> task.await(Place.PATIENCE)).toList());
        place.checked(lines * members.size() * (members.size() - 1));
        leave(host, members);
    }

    private static void talk(ChatClient member, int lines) {
        for (int i = 0; i < lines; i++) {
            member.say("line " + i);
        }
    }

    private static void check(List<ChatClient> members, int lines,
            List<List<String>> heard) {
        for (int i = 0; i < members.size(); i++) {
            for (int j = 0; j < members.size(); j++) {
                if (i != j) {
                    String author = by(members.get(j).name());
                    require(IntStream.range(0, lines)
                            .mapToObj(n -> author + "line " + n).toList()
                            .equals(only(author, heard.get(i))),
                            "a member has not heard all that another said");
                    require(without(author, heard.get(i)).equals(
                            without(by(members.get(i).name()), heard.get(j))),
                            "two members have not heard the same");
                }
            }
        }
    }

    /** Each leaving is told once. */
    private static void leave(ChatClient host, List<ChatClient> members) {
        members.forEach(member -> Task.start("leaving", () -> {
            member.client().finish().readToEnd();
        }));
        List<String> due =
                new ArrayList<>(members.stream().map(one -> left(one.name()))
                        .toList());
        while (!due.isEmpty()) {
            due.remove(host.client().readLine());
        }
    }

    private static List<String> only(String author, List<String> lines) {
        return lines.stream().filter(line -> line.startsWith(author)).toList();
    }

    private static List<String> without(String author, List<String> lines) {
        return lines.stream().filter(line -> !line.startsWith(author)).toList();
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
