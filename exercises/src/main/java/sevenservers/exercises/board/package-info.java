/** Shows a learner which exercises are solved, which is next, and why. */
package sevenservers.exercises.board;
