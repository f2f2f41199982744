/** What clients of all kinds do to a server: the honest ones and the others. */
package sevenservers.interop.soak.visits;
