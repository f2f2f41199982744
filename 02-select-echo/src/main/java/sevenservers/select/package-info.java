/** Style 02: one thread that asks one selector which of many sockets are ready. */
package sevenservers.select;
