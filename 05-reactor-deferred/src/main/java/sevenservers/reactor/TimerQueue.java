package sevenservers.reactor;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Calls that wait for their time: a binary heap, so that the next one stands in
 * front. To add, to move and to cancel cost O(log n), to look at the next one costs
 * the same however many wait. Each call knows its place; a cancelled one is taken
 * out at once, and what it would have used is free.
 *
 * <p>Times are those of a clock that is never set, so that nobody who sets the
 * computer's clock moves a call. Twisted keeps a heap, too, but leaves cancelled
 * calls in it until they are many.
 */
public final class TimerQueue implements Timers {

    /** Nothing waits longer, some 146 years, so that times can be compared. */
    private static final long LATEST = Long.MAX_VALUE / 2;
    private static final Duration LONGEST = Duration.ofNanos(LATEST);

    private final LongSupplier nanoTime;
    private DelayedCall[] heap = new DelayedCall[16];
    private int size;
    private long asked;

    /** A queue that goes by a clock, in nanoseconds. */
    public TimerQueue(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    public DelayedCall callLater(Duration delay, Runnable call) {
        var added = new DelayedCall(this, call);
        add(added, in(delay));
        return added;
    }

    @Override
    public long nanoTime() {
        return nanoTime.getAsLong();
    }

    /**
     * How long until the next call is due, in nanoseconds: at most 0 if it is due,
     * {@link Long#MAX_VALUE} if there is none.
     */
    public long nanosUntilNext() {
        return size == 0 ? Long.MAX_VALUE : heap[0].due - nanoTime();
    }

    /**
     * Takes out the calls that are due by now and appends them, in order.
     * {@link DelayedCall#process()} does what is to be done, if it still is.
     */
    public void takeDue(List<? super DelayedCall> taken) {
        if (size == 0) {
            return;
        }
        long now = nanoTime();
        while (size > 0 && heap[0].due - now <= 0) {
            DelayedCall next = heap[0];
            remove(next);
            taken.add(next);
        }
    }

    /** The time after a delay. */
    long in(Duration delay) {
        return nanoTime() + nanos(delay);
    }

    /** The time after a delay that is counted from another time. */
    long after(long time, Duration delay) {
        long now = nanoTime();
        return now + Math.min(time - now + nanos(delay), LATEST);
    }

    private static long nanos(Duration delay) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("a delay of " + delay);
        }
        return delay.compareTo(LONGEST) < 0 ? delay.toNanos() : LATEST;
    }

    void move(DelayedCall call, long due) {
        remove(call);
        add(call, due);
    }

    private void add(DelayedCall call, long due) {
        call.due = due;
        call.order = asked++;
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
        }
        up(size++, call);
    }

    void remove(DelayedCall call) {
        int hole = call.place;
        if (hole == DelayedCall.NOWHERE) {
            return;
        }
        call.place = DelayedCall.NOWHERE;
        DelayedCall last = heap[--size];
        heap[size] = null;
        if (last != call) {
            up(hole, last);
            down(last.place, last);
        }
    }

    /** Puts a call where the heap has a hole, or as far above as it is earlier. */
    private void up(int hole, DelayedCall call) {
        int place = hole;
        while (place > 0) {
            int parent = (place - 1) / 2;
            if (!isBefore(call, heap[parent])) {
                break;
            }
            put(place, heap[parent]);
            place = parent;
        }
        put(place, call);
    }

    /** Puts a call where the heap has a hole, or as far below as it is later. */
    private void down(int hole, DelayedCall call) {
        int place = hole;
        for (int child; (child = 2 * place + 1) < size; place = child) {
            if (child + 1 < size && isBefore(heap[child + 1], heap[child])) {
                child++;
            }
            if (!isBefore(heap[child], call)) {
                break;
            }
            put(place, heap[child]);
        }
        put(place, call);
    }

    private void put(int place, DelayedCall call) {
        heap[place] = call;
        call.place = place;
    }

    private static boolean isBefore(DelayedCall a, DelayedCall b) {
        long difference = a.due - b.due;
        return difference < 0 || difference == 0 && a.order - b.order < 0;
    }
}
