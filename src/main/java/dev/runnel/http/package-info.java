/**
 * What all fronts share, independent of any front's wire format: limits on requests, the writer of event streams, a
 * status for each refusal, the web page; {@code auth} checks users. It knows no front.
 */
package dev.runnel.http;
