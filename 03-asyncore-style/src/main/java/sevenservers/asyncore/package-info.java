/**
 * Style 03: a loop, and dispatchers whose methods are called when an event happens
 * to their socket.
 */
package sevenservers.asyncore;
