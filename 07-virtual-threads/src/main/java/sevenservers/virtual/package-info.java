/** Style 07: every call waits, in a virtual thread that costs next to nothing. */
package sevenservers.virtual;
