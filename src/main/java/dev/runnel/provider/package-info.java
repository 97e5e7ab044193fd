/**
 * One provider's wire format each, and nothing else: no retries, no limits on time, no fallback. Every failure is one
 * of the root's {@code PROVIDER_*} codes, whatever the provider called it. Known to {@code model} alone.
 */
package dev.runnel.provider;
