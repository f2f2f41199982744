/** The chats of the documents on green threads, and a client as two loops. */
package sevenservers.virtual.programs;
