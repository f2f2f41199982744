/**
 * The documents' two clients of an echo server. Both wait in every call, as the
 * servers of this module do.
 */
package sevenservers.blocking.programs;
