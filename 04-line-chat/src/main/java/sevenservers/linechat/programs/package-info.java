/**
 * The documents' other programs on {@link sevenservers.linechat.AsyncChat}: a
 * server that echoes whole lines.
 */
package sevenservers.linechat.programs;
