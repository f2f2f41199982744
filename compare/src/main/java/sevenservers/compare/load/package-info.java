/** Clients that give a server work, check all that comes back, and count. */
package sevenservers.compare.load;
