import type { Token } from "marked";

/** Above a reply's words there are the page's heading and the conversation's. */
const ABOVE = 2;
const DEEPEST = 6;

/**
 * For each block that is a heading, the level that those hear who go from heading to heading: under the conversation's
 * own, and one deeper than its part of the reply, whatever levels the model has left out. It depends on the blocks
 * before it alone, so it stays the same while the reply grows.
 */
export function headingLevels(blocks: Token[]): Map<Token, number> {
  const levels = new Map<Token, number>();
  const open: number[] = [];
  for (const block of blocks) {
    if (block.type !== "heading") continue;
    while (open.length > 0 && open.at(-1)! >= block.depth) open.pop();
    open.push(block.depth);
    levels.set(block, Math.min(ABOVE + open.length, DEEPEST));
  }
  return levels;
}
