/** The command line that all styles share. */
package sevenservers.contract.cli;
