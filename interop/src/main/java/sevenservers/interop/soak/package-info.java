/** A long mixed load with faults on every style, and what it leaves behind. */
package sevenservers.interop.soak;
