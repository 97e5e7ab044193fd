/**
 * What all fronts share: limits on requests, the writer of event streams, a status for each refusal, and the web page.
 * {@code auth} checks users. This package knows no front and no wire format of one.
 */
package dev.runnel.http;
