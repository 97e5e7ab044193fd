/** The documentation: its links, its commands and its examples. */
package dev.runnel.docs;
