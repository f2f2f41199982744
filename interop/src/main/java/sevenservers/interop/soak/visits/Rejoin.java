package sevenservers.interop.soak.visits;

/** A name that comes and goes: it is free as soon as its leaving is told. */
record Rejoin() implements Visit {

    @Override
    public String title() {
        return "coming and going";
    }

    @Override
    public void pay(Place place) throws InterruptedException {
        Member witness = place.join();
        String name = place.newName();
        int times = place.between(3, 10);
        for (int i = 0; i < times; i++) {
            Member guest = new Member(place.connect(), name);
            place.leave(guest.client());
            witness.hearUntil(guest.left());
        }
        place.checked(times);
        place.leave(witness.client());
    }
}
