/**
 * What a setting may be, beyond its type. A value out of bounds is refused when the service starts, by the setting's
 * name; the settings themselves are beside those who read them.
 */
package dev.runnel.config;
