/**
 * The documents' other programs on {@code select} and {@code poll}: a server that
 * answers questions, and a chat whose messages are frames, with its client.
 *
 * <p>Read in this order: {@link sevenservers.select.programs.QuestionServer}
 * (interest that goes from reading to writing and back), {@code Frames} (messages
 * out of bytes), {@link sevenservers.select.programs.FramedChatServer},
 * {@code ConsoleBridge} (how a selector can watch standard input),
 * {@code FramedChatClient} (one selector for the console and the socket).
 */
package sevenservers.select.programs;
