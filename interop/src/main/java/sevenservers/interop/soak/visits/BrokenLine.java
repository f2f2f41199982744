package sevenservers.interop.soak.visits;

/** A member who breaks off amid its lines, and amid a line. */
record BrokenLine() implements Visit {

    @Override
    public String title() {
        return "a reset amid a burst";
    }

    @Override
    public void pay(Place place) throws InterruptedException {
        Member member = place.join();
        member.client().send("z\n".repeat(place.between(1, 500)) + "broken");
        place.pause(0, 5);
        member.client().reset();
    }
}
