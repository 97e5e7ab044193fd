/**
 * Runnel streams AI replies to chat front ends. This package holds the types that all other packages use. Each
 * package below does one step, and only {@code reply} uses all of them; docs/architecture.md shows how.
 *
 * <pre>
 * front.* ──► http ──► this package
 * front.* ──► reply ──► limit  session  insight  model  ledger  webhook ──► this package
 *                                                 └──► provider ──► this package
 * limit  session  ledger  webhook ──► redis ──► this package
 * ledger.shared ──► ledger.local ──► ledger
 * ops  ──► may look into every package; nothing imports ops
 * config   may be used by every package, and uses none
 * </pre>
 *
 * <table>
 * <caption>The packages, in the order in which a request passes them</caption>
 * <tr><td>{@code front.*}</td><td>one wire format for clients each: requests to questions, events to frames; they never
 * import each other</td></tr>
 * <tr><td>{@code http}</td><td>what all fronts share: who asks, bounds on requests, the writer of event streams, the
 * web page; knows no front</td></tr>
 * <tr><td>{@code reply}</td><td>starts, runs, stops and takes over replies</td></tr>
 * <tr><td>{@code limit}</td><td>the rate limit: who may ask now, and when again</td></tr>
 * <tr><td>{@code session}</td><td>what was said before in this conversation</td></tr>
 * <tr><td>{@code insight}</td><td>what the user wants: intent, entities, suggestions</td></tr>
 * <tr><td>{@code model}</td><td>prompt in, tokens out, whatever fails</td></tr>
 * <tr><td>{@code provider}</td><td>one provider's wire format each</td></tr>
 * <tr><td>{@code ledger}</td><td>the event log of a reply: append, and follow from any point; {@code local} is this
 * process's, {@code shared} is Redis, pods and takeover</td></tr>
 * <tr><td>{@code webhook}</td><td>hands finished turns on to another service: signed, at least once</td></tr>
 * <tr><td>{@code redis}</td><td>the connection to what the pods share, and its health</td></tr>
 * <tr><td>{@code config}</td><td>the kinds of settings; each setting is beside the code that uses it</td></tr>
 * <tr><td>{@code ops}</td><td>health, start-up checks, drain</td></tr>
 * </table>
 */
package dev.runnel;
