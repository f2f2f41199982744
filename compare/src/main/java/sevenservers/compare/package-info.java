/** Compares the styles on the user's own machine; what the command line does. */
package sevenservers.compare;
