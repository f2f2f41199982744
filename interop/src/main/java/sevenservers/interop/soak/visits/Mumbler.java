package sevenservers.interop.soak.visits;

/** A member who sends what must not be passed on, and may stay. */
record Mumbler() implements Visit {

    @Override
    public String title() {
        return "control characters";
    }

    @Override
    public void pay(Place place) throws InterruptedException {
        Member member = place.join();
        member.say("\u001b[2J");
        member.hearUntil("! control character");
        place.checked(1);
        place.leave(member.client());
    }
}
