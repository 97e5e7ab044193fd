/** What an operator looks at: health. It may look into rooms; nothing imports it. */
package dev.runnel.ops;
