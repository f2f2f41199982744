/** What parts of the styles cost, measured with JMH. */
package sevenservers.benchmarks;
