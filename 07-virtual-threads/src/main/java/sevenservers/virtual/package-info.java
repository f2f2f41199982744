/** Style 07: every call waits, and every client has a thread, which costs next to nothing. */
package sevenservers.virtual;
