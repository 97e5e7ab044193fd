/**
 * The machine behind every socket (RFC 6455), whatever language is spoken over it: who may open one, how many replies
 * one shows, how they share it, when it closes and with which code. It knows no language; each front brings its own as
 * a {@link dev.runnel.http.socket.SocketLanguage}.
 */
package dev.runnel.http.socket;
