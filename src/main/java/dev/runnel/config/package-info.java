/**
 * The types of settings. A value out of bounds is refused at start, with the setting's name. The settings themselves
 * are beside the code that reads them.
 */
package dev.runnel.config;
