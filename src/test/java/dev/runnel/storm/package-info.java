/**
 * Pods in a storm of faults that is drawn from a seed, with invariants that are checked for every reply.
 *
 * <pre>
 * StormPlan ─► Schedule ─► FaultInjector ─► StormPods, StormRedis      (what goes wrong, and when)
 *                                │
 *                            FaultDiary ──────────┐
 *                                                 ▼
 * StormUser ─► ViewedReply ─► StormViewer ─► Invariants ─► StormReport  (who reads, and whether it was right)
 *                                                 ▲
 *                               Auditor (what the service remembers)
 * </pre>
 *
 * The provider says every time something else: whoever has read a word that was lost with its pod has read something
 * that the transcript does not have.
 */
package dev.runnel.storm;
