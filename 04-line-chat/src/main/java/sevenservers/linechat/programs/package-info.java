/**
 * The documents' other programs on {@link sevenservers.linechat.AsyncChat}: a
 * server that echoes whole lines, and a POP3 client.
 *
 * <p>Of the client read in this order:
 * {@link sevenservers.linechat.programs.Pop3Client} (a conversation as pairs of
 * emit and expect), {@code Pop3Reply} and {@code DotStuffing} (what the server's
 * bytes mean), {@code Pop3Command} (what a person sees).
 */
package sevenservers.linechat.programs;
