/** Health, metrics, start-up checks and shutdown. May use every package; no package imports it. */
package dev.runnel.ops;
