/** The running application under attack: what is malformed, too much, too often, or somebody else's. */
package dev.runnel.attack;
