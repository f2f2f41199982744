/** Servers in processes of their own, and rounds in which each has its turn. */
package sevenservers.compare.run;
