/**
 * Runnel streams AI replies to chat front ends. This package holds the words that every room speaks; each room below
 * is one step of the data path, and the rooms meet in {@code reply} alone.
 *
 * <pre>
 * front.* ──► http ──► this package
 * front.* ──► reply ──► limit  session  insight  model  ledger ──► this package
 *                                                 └──► provider ──► this package
 * limit  session  ledger ──► redis ──► this package
 * ledger.shared ──► ledger.local ──► ledger
 * ops  ──► may look into rooms; nothing imports ops
 * config   may be known to every room, and knows none
 * </pre>
 *
 * <table>
 * <caption>The rooms, in the order in which a request passes them</caption>
 * <tr><td>{@code front.*}</td><td>a wire that clients speak each: requests to questions, events to frames; they never
 * import each other</td></tr>
 * <tr><td>{@code http}</td><td>what all fronts share: who asks, bounds on requests, the writer of event streams, the
 * web page; knows no front</td></tr>
 * <tr><td>{@code reply}</td><td>the hallway: one method reads as the data path</td></tr>
 * <tr><td>{@code limit}</td><td>the gate: who may ask now, and when again</td></tr>
 * <tr><td>{@code session}</td><td>what was said before in this conversation</td></tr>
 * <tr><td>{@code insight}</td><td>what the user wants: intent, entities, suggestions</td></tr>
 * <tr><td>{@code model}</td><td>prompt in, tokens out, whatever fails</td></tr>
 * <tr><td>{@code provider}</td><td>one provider's wire format each</td></tr>
 * <tr><td>{@code ledger}</td><td>the event log of a reply: append, and follow from any point; {@code local} is this
 * process's, {@code shared} is Redis, pods and takeover</td></tr>
 * <tr><td>{@code redis}</td><td>the connection to what the pods share, and its health</td></tr>
 * <tr><td>{@code config}</td><td>what the rooms' settings may be; the settings are beside their owners</td></tr>
 * <tr><td>{@code ops}</td><td>health, start-up checks, drain</td></tr>
 * </table>
 */
package dev.runnel;
