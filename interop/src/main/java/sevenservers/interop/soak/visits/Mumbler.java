package sevenservers.interop.soak.visits;

import sevenservers.tests.ChatClient;

/** A member who sends what must not be passed on, and may stay. */
record Mumbler() implements Visit {

    @Override
    public String title() {
        return "control characters";
    }

    @Override
    public void pay(Place place) {
        ChatClient member = place.join();
        member.say("\u001b[2J");
        Hearing.until("! control character", member.client());
        place.checked(1);
        place.leave(member.client());
    }
}
