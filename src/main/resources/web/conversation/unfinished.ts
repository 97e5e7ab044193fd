import { closeSigns } from "./open-signs";

/** A line that may become a list, a heading's underline, a quote or a rule: what it is its next letter tells. */
const BARE_SIGN = /(?:^|\n)[ \t]*(?:[-+*=_~`|]+|\d{1,9}[.)]?|#{1,6}|>+)[ \t]*$/;
/** The head of a table, of which nothing is known until the line below it is whole. */
const BARE_HEAD = /(?:^|\n)[ \t]*\|[^\n]*(?:\n[ \t|:-]*)?$/;
const TABLE = /\n[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*\n/;
/** Longer ones are lists whose end is looked at with all that is before it. */
const MAX_LENGTH = 20_000;
const FENCE = /^[ \t]*(?:```|~~~)/gm;

/**
 * A block that is still growing, as it most likely will be: open signs are closed, and signs whose meaning is not known
 * yet are left out.
 */
export function finish(block: string): string {
  if (block.length > MAX_LENGTH || isOdd(block.match(FENCE)) || isInFormula(block)) return block;
  const known = TABLE.test(block) ? block : block.replace(BARE_HEAD, "");
  const clear = known.replace(BARE_SIGN, "");
  const start = runStart(clear);
  return clear.slice(0, start) + closeSigns(clear.slice(start));
}

/** Signs do not reach from one paragraph, item or cell into the next. */
function runStart(block: string): number {
  const starts = /\n[ \t]*(?:\n|[-+*] |\d{1,9}[.)] |>|\|)|^[ \t]*(?:[-+*] |\d{1,9}[.)] |#{1,6} |>|\|)/g;
  let start = 0;
  for (const found of block.matchAll(starts)) start = found.index + found[0].length;
  const cell = block.startsWith("|", start - 1) ? block.lastIndexOf("|") + 1 : 0;
  return Math.max(start, cell);
}

function isInFormula(block: string): boolean {
  const isOpen = (open: string, close: string) => block.lastIndexOf(open) > block.lastIndexOf(close);
  return isOpen("\\(", "\\)") || isOpen("\\[", "\\]") || isOdd(block.match(/\$\$/g));
}

function isOdd(found: RegExpMatchArray | null): boolean {
  return (found?.length ?? 0) % 2 === 1;
}
