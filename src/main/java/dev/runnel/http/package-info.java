/** The front door and the exit: the only room that knows HTTP. */
package dev.runnel.http;
