/**
 * A message of HTTP/1.1 (RFC 9112) as plain objects, without I/O: what a client or
 * a server of any style has to understand, however the bytes come.
 *
 * <p>Read in this order: {@link sevenservers.contract.http.HttpUrl} (whom to ask
 * for what), {@link sevenservers.contract.http.HeadReader} (bytes in, a head out),
 * {@link sevenservers.contract.http.HttpHead} (what it says),
 * {@link sevenservers.contract.http.HttpBody} (where what follows it ends),
 * {@link sevenservers.contract.http.HttpError} (what nobody understands).
 */
package sevenservers.contract.http;
