/** Who asks: tokens are verified, and users let through to what is theirs alone. */
package dev.runnel.http.auth;
