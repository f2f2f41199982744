/**
 * One client for people, on every system: {@code client NAME} joins the chat,
 * {@code client echo} checks an echo server.
 *
 * <p>Read in this order: {@link sevenservers.client.ChatCommand} (who listens and
 * who types), {@link sevenservers.client.ChatConnection} (the protocol as a client
 * sees it), {@link sevenservers.client.Display} and its two kinds (what a person
 * sees), {@link sevenservers.client.EchoCheck} (sending and receiving at the same
 * time).
 */
package sevenservers.client;
