/**
 * Compression with the deflate format (RFC 1951), made for many streams of short events: it takes little memory for each
 * and little time for each event, and lets no event wait for the next one. Event streams use it as gzip, sockets as {@code
 * permessage-deflate} (RFC 7692).
 */
package dev.runnel.http.deflate;
