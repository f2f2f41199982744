/**
 * The contract, written once as tests that every style adopts.
 *
 * <p>Read in this order: {@link sevenservers.tests.EchoContract} and
 * {@link sevenservers.tests.ChatContract} (what each service promises),
 * {@link sevenservers.tests.ServerContract} (what both do),
 * {@link sevenservers.tests.TestClient} (how a test talks to a server), and
 * {@link sevenservers.tests.Subject} (where the server comes from).
 */
package sevenservers.tests;
