package sevenservers.interop.soak.visits;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
    public void pay(Place place) throws InterruptedException {
        Member host = place.join();
        List<Member> members =
                Stream.generate(place::join).limit(place.between(2, 5)).toList();
        int lines = place.between(5, 60);
        host.say("begin");
        for (Member member : members) {
            member.hearUntil(host.told("begin"));
        }
        List<Task<Void>> talking = members.stream()
                .map(member -> Task.start("talking", () -> talk(member, lines)))
                .toList();
        awaitAll(host, members, lines);
        talking.forEach(task -> task.await(Place.PATIENCE));
        // Who says "end" has been told all, so it comes after all.
        host.say("end");
        List<List<String>> heard = new ArrayList<>();
        for (Member member : members) {
            heard.add(member.hearUntil(host.told("end")));
        }
        check(members, lines, heard);
        place.checked(lines * members.size() * (members.size() - 1));
        leave(host, members);
    }

    private static void talk(Member member, int lines) {
        for (int i = 0; i < lines; i++) {
            member.say("line " + i);
        }
    }

    private static void awaitAll(Member host, List<Member> members, int lines)
            throws InterruptedException {
        for (int due = lines * members.size(); due > 0;) {
            String line = host.hear();
            due -= members.stream().anyMatch(one -> one.hasSaid(line)) ? 1 : 0;
        }
    }

    private static void check(List<Member> members, int lines,
            List<List<String>> heard) {
        for (int i = 0; i < members.size(); i++) {
            for (int j = 0; j < members.size(); j++) {
                if (i != j) {
                    Member author = members.get(j);
                    require(IntStream.range(0, lines)
                            .mapToObj(n -> author.told("line " + n)).toList()
                            .equals(heard.get(i).stream().filter(author::hasSaid)
                                    .toList()),
                            "a member has not heard all that another said");
                    require(without(author, heard.get(i))
                            .equals(without(members.get(i), heard.get(j))),
                            "two members have not heard the same");
                }
            }
        }
    }

    private static List<String> without(Member author, List<String> lines) {
        return lines.stream().filter(line -> !author.hasSaid(line)).toList();
    }

    /** Each leaving is told. */
    private static void leave(Member host, List<Member> members)
            throws InterruptedException {
        for (Member member : members) {
            member.leave();
            host.hearUntil(member.left());
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
