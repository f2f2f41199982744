/** The servers beside programs that nobody here wrote, and under hard limits. */
package sevenservers.interop;
