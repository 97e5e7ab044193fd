/**
 * What all fronts share, and nothing of any front's language: bounds on requests, the writer of event streams, a status
 * for each refusal, the web page; {@code auth} is who asks. It knows no front.
 */
package dev.runnel.http;
