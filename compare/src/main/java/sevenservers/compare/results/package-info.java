/** What a comparison has found, and what follows from it. No I/O but the file. */
package sevenservers.compare.results;
