/** The other programs that the documents show on Twisted. */
package sevenservers.reactor.programs;
