/**
 * What every server of the project promises, without I/O: the rules of PROTOCOL.md
 * as plain objects, and the face that each style of network programming shows.
 *
 * <p>Read in this order: {@link sevenservers.contract.Style} and
 * {@link sevenservers.contract.ServerOptions} (what is started),
 * {@link sevenservers.contract.ChatSession} and {@link sevenservers.contract.Room}
 * (the chat), {@link sevenservers.contract.LineDecoder} and
 * {@link sevenservers.contract.OutboundQueue} (bytes in, bytes out),
 * {@link sevenservers.contract.Deadlines} (time). A style adds only how bytes come
 * and go, and who may touch the room. In the same way
 * {@link sevenservers.contract.http} says what a message of HTTP means, for those
 * programs of a style that speak it.
 */
package sevenservers.contract;
