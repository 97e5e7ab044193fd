/**
 * The wire format of each provider, and nothing else: no retries, no time limits, no fallback. Every failure is one of
 * the {@code PROVIDER_*} codes of {@code FailureCode}, whatever the provider called it. Only {@code model} uses this
 * package.
 */
package dev.runnel.provider;
