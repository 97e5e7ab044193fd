/** What an operator looks at: health. It may use every package; nothing imports it. */
package dev.runnel.ops;
