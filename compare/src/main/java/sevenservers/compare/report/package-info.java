/** Shows what a comparison has found: in the terminal, as a page, as files. */
package sevenservers.compare.report;
