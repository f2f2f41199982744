/** Style 07: every call waits, and threads for it cost next to nothing. */
package sevenservers.virtual;
