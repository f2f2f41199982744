/** Two sources side by side, on a terminal and as a page. */
package sevenservers.compare.diff;
