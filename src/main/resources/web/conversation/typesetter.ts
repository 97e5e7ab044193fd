import katex from "katex";
import { inUnicode } from "./math-letters";

/** `clean` makes harmless nodes of markup. None for what is no TeX. */
export type Typeset = (tex: string, isDisplay: boolean, clean: (markup: string) => DocumentFragment) => Node | undefined;

/** Of macros in one formula, and of a space in it, in widths of an M: a model may try how much a browser can take. */
const MAX_EXPANSIONS = 200;
const MAX_SIZE = 20;
const MAX_KEPT = 500;
const made = new Map<string, Node | undefined>();

/**
 * A formula as MathML, which browsers draw with their own fonts and screen readers read out. It is made once: the
 * paragraph around it grows.
 */
export const typeset: Typeset = (tex, isDisplay, clean) => {
  const key = `${isDisplay} ${tex}`;
  if (!made.has(key)) {
    if (made.size >= MAX_KEPT) made.clear();
    made.set(key, build(tex, isDisplay, clean));
  }
  return made.get(key)?.cloneNode(true);
};

function build(tex: string, displayMode: boolean, clean: (markup: string) => DocumentFragment): Node | undefined {
  const limits = { maxExpand: MAX_EXPANSIONS, maxSize: MAX_SIZE, trust: false };
  let markup: string;
  try {
    markup = katex.renderToString(tex, { displayMode, output: "mathml", strict: "ignore", errorColor: "currentcolor", ...limits });
  } catch {
    return undefined;
  }
  const math = clean(markup).querySelector("math");
  math?.querySelectorAll("[mathvariant]").forEach(useLetters);
  math?.querySelectorAll("mtable[columnalign]").forEach(alignColumns);
  return math ?? undefined;
}

/** Browsers know no other letters than those that Unicode has. */
function useLetters(element: Element): void {
  const letters = inUnicode(element.textContent ?? "", element.getAttribute("mathvariant")!);
  if (letters === undefined) return;
  element.textContent = letters;
  element.removeAttribute("mathvariant");
}

/** Nor do they know how columns are aligned; the style sheet says it. */
function alignColumns(table: Element): void {
  const columns = table.getAttribute("columnalign")!.split(" ");
  for (const row of table.children) {
    [...row.children].forEach((cell, index) => cell.classList.add(`runnel-math-${columns[index] ?? columns.at(-1)}`));
  }
}
