/** The voice: prompt in, tokens out, whatever fails on the way. */
package dev.runnel.model;
