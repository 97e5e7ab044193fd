/** Verifies tokens, and lets users reach only what is theirs. */
package dev.runnel.http.auth;
