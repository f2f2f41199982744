/** Style 01: every call waits, so every client needs a thread of its own. */
package sevenservers.blocking;
