package sevenservers.interop.soak.visits;

/** A member that says much more at once than anybody wants to hear. */
record Flood() implements Visit {

    private static final String AGAIN = "! already joined";

    @Override
    public String title() {
        return "a flood";
    }

    @Override
    public void pay(Place place) throws InterruptedException {
        Member talker = place.join();
        String line = "y".repeat(place.between(1, 500)) + "\n";
        int lines = Math.min(1_000, place.between(10_000, 100_000) / line.length());
        talker.client().send(line.repeat(lines))
                .send(talker.name() + ":<handshake>\n");
        talker.hearUntil(AGAIN);
        place.leave(talker.client());
    }
}
