/**
 * Style 05: a reactor that calls protocols, and deferreds for results that are not
 * there yet.
 *
 * <p>Read in this order: {@link sevenservers.reactor.Protocol} and
 * {@link sevenservers.reactor.Transport} (one connection, from both sides),
 * {@link sevenservers.reactor.Reactor} and {@link sevenservers.reactor.TimerQueue}
 * (the loop), {@code Connection} (the life of a connection),
 * {@link sevenservers.reactor.Deferred} (which needs none of the others).
 */
package sevenservers.reactor;
