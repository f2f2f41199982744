/** What the tests of several exercises share. */
package sevenservers.exercises.support;
