/**
 * What Runnel costs, measured from outside: a scripted provider, the packaged service and the load each in a process of
 * its own, all on this machine. {@link dev.runnel.bench.Benchmark} measures, {@link dev.runnel.bench.Soak} endures,
 * and {@link dev.runnel.bench.Storm} looks for words that were shown and lost.
 *
 * <pre>
 *   load (this process) ──► packaged service ──► scripted provider
 *           │                     └──► Redis            ▲
 *           ├──► byte proxy ────────────────────────────┤
 *           ├──► adapter, with and without AI service ──┤
 *           └──► (directly) ────────────────────────────┘
 * </pre>
 *
 * Each token carries its number and the moment at which the provider sent it, so that whoever receives it knows
 * whether one is missing, repeated or out of order, and how long it took.
 */
package dev.runnel.bench;
