/** Style 06: a loop that never computes, and a pool of threads that does. */
package sevenservers.offload;
