/**
 * Style 04: dispatchers that cut their input at terminators, and file what they
 * have to say as producers.
 */
package sevenservers.linechat;
