/**
 * The document's other programs: three servers over UDP on the module's loop, one
 * of them with the pool of threads, and a client that asks them.
 *
 * <p>Read in this order: {@link sevenservers.offload.programs.UdpEchoServer} and
 * {@link sevenservers.offload.programs.UdpTimeServer} (what is theirs is one
 * line), {@link sevenservers.offload.programs.UdpServer} (receiving and answering
 * without waiting), {@link sevenservers.offload.programs.UdpFibServer} (a slow
 * answer by the pool), {@code UdpService} (a server that can be closed).
 */
package sevenservers.offload.programs;
