import type { TokenizerAndRendererExtension, Tokens } from "marked";
import type { Typeset } from "./typesetter";

/** Longer than a formula that a person reads; where one ends is looked for no farther. */
const MAX_TEX = 3_000;
const MAX_PARAGRAPH = 6_000;

const PAIRS = [
  { open: "\\[", close: "\\]", display: true },
  { open: "\\(", close: "\\)", display: false },
  { open: "$$", close: "$$", display: true },
] as const;

/** Between single dollars stands money, unless it looks like nothing else than a formula. */
const DOLLARS = /^\$(?![\s$])((?:\\.|[^$\\\n]){1,300})(?<!\s)\$(?!\d)/;
const FORMULA = /[\\^_=]|^[A-Za-z]$/;

export interface Formula extends Tokens.Generic {
  type: "formula";
  tex: string;
  display: boolean;
}

/** TeX in the signs that models put around it. It is shown as it was written until it is drawn. */
export function mathExtensions(escape: (text: string) => string): TokenizerAndRendererExtension[] {
  return [
    {
      name: "formula",
      level: "inline",
      start: (rest) => indexOf(rest, /\\[[(]|\$/),
      tokenizer: (rest) => formulaAt(rest) ?? singleDollars(rest) ?? openSign(rest),
      renderer: (token) => {
        const { raw, display } = token as Formula;
        return `<span class="runnel-math${display ? " runnel-math-block" : ""}" dir="ltr">${escape(raw.trim())}</span>`;
      },
    },
    {
      // On lines of its own: what is in it must not become a list or a heading.
      name: "formulaBlock",
      level: "block",
      start: (rest) => {
        const index = indexOf(rest.slice(0, MAX_PARAGRAPH), /\n {0,3}(?:\$\$|\\\[)/);
        return index === undefined ? undefined : index + 1;
      },
      tokenizer(rest) {
        const indent = /^ {0,3}(?=\$\$|\\\[)/.exec(rest)?.[0].length;
        const formula = indent === undefined ? undefined : formulaAt(rest.slice(indent, indent + MAX_TEX + 4));
        const end = formula && /^[ \t]*(?:\n|$)/.exec(rest.slice(indent! + formula.raw.length))?.[0];
        if (formula === undefined || end === undefined) return undefined;
        const raw = rest.slice(0, indent! + formula.raw.length + end.length);
        return { type: "formulaBlock", raw, tokens: [formula] };
      },
      renderer(token) {
        return `<p>${this.parser.parseInline(token.tokens ?? [])}</p>`;
      },
    },
  ];
}

function formulaAt(rest: string): Formula | undefined {
  const pair = PAIRS.find(({ open }) => rest.startsWith(open));
  if (!pair) return undefined;
  const end = rest.slice(0, MAX_TEX).indexOf(pair.close, pair.open.length);
  const tex = rest.slice(pair.open.length, end).trim();
  if (end < 0 || tex === "") return undefined;
  return { type: "formula", raw: rest.slice(0, end + pair.close.length), tex, display: pair.display };
}

function singleDollars(rest: string): Formula | undefined {
  const found = DOLLARS.exec(rest);
  return found && FORMULA.test(found[1]) ? { type: "formula", raw: found[0], tex: found[1], display: false } : undefined;
}

/** A formula that does not end yet keeps its sign, which Markdown would take for an escaped bracket. */
function openSign(rest: string): Tokens.Text | undefined {
  if (!/^\\[[(]/.test(rest)) return undefined;
  const raw = rest.slice(0, 2);
  return { type: "text", raw, text: raw, escaped: false };
}

function indexOf(text: string, pattern: RegExp): number | undefined {
  const index = text.search(pattern);
  return index < 0 ? undefined : index;
}

/** Draws a formula that was shown as it was written. What the typesetter does not understand stays as it is. */
export function drawFormula(shown: Element, typeset: Typeset, clean: (markup: string) => DocumentFragment): void {
  const raw = shown.textContent ?? "";
  const formula = formulaAt(raw) ?? singleDollars(raw);
  const drawn = formula && typeset(formula.tex, formula.display, clean);
  if (!drawn) return;
  shown.classList.add("runnel-math-drawn");
  shown.replaceChildren(drawn);
}
