/** One word for every program of the project. */
package sevenservers.launcher;
