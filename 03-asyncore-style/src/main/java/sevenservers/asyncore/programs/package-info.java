/**
 * The documents' other programs on dispatchers: a finger client, an HTTP client and
 * an HTTP file server.
 *
 * <p>Read in this order: {@code FingerClient} (a question, and a continuation for
 * the answer), {@code HttpGet} (an answer too long to be kept),
 * {@link sevenservers.asyncore.programs.HttpFileServer} (answers that are made
 * while they are sent). What a message of HTTP means is said by small classes that
 * know no socket: those of {@link sevenservers.contract.http}, and for the server
 * {@code HttpRequest}, {@code HttpPath}, {@code ByteRange}, {@code HttpFiles},
 * {@code HttpAnswer}.
 */
package sevenservers.asyncore.programs;
