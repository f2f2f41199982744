/**
 * Style 08: a developed framework, Netty, under the same contract as the styles
 * that do without one.
 *
 * <p>Read in this order: {@code EchoServer} and {@code ChatServer} (handlers in a
 * pipeline), {@code SharedTurn} (one copy for all members), {@code LingeringClose}
 * and {@code StalledWrites} (handlers for what Netty leaves to its users),
 * {@code NettyServer} (the event loop, how it starts and ends), {@code Transport}
 * (what the loop waits by).
 */
package sevenservers.netty;
