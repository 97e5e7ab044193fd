import DOMPurify from "dompurify";
import type { Links, Token } from "marked";
import { Lexer, Marked } from "marked";
import { mathExtensions } from "./markdown-math";

/** What one look at a text may take: a person notices more, and a tab that takes seconds is dead. */
const BUDGET_MS = 150;
/** The parser's time between two looks at the clock grows with the lines. */
const MAX_LINES = 4_000;
/** Of one paragraph, one item, one cell: in what stands there the parser looks for ends again and again. */
const MAX_RUN = 6_000;
/** Of quotes and lists in one another; a browser's own parser gives up at a few hundred. */
const MAX_DEPTH = 40;

const TAGS = [
  ...["p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "em"],
  ...["strong", "del", "a", "table", "thead", "tbody", "tr", "th", "td", "div", "span", "button", "input"],
];
/** What the typesetter writes, without the attributes that only old browsers knew. */
const MATH_TAGS = [
  ...["math", "semantics", "mrow", "mi", "mn", "mo", "ms", "mtext", "mspace", "mfrac", "msqrt", "mroot", "mstyle", "mpadded"],
  ...["mphantom", "msub", "msup", "msubsup", "munder", "mover", "munderover", "mtable", "mtr", "mtd", "menclose"],
];
const MATH_ATTRIBUTES = [
  ...["display", "displaystyle", "scriptlevel", "mathvariant", "mathcolor", "stretchy", "fence", "separator", "lspace"],
  ...["rspace", "width", "height", "depth", "voffset", "minsize", "maxsize", "symmetric", "largeop", "movablelimits"],
  ...["accent", "accentunder", "linethickness", "columnalign", "notation"],
];
/** None of them is an address, so the rule for addresses must not judge their values. */
const PLAIN_ATTRIBUTES = ["class", "type", "start", "align", "checked", "disabled", "dir", "aria-label"];

class TooHard extends Error {}

let deadline = 0;

/** Called for each token. The parser cannot be stopped in another way. */
function lookAtTheClock(): false {
  if (performance.now() > deadline) throw new TooHard();
  return false;
}

class BoundedLexer extends Lexer {
  override inline(run: string, tokens: Token[] = []): Token[] {
    if (run.length > MAX_RUN) throw new TooHard();
    return super.inline(run, tokens);
  }
}

const marked = new Marked({
  gfm: true,
  breaks: true,
  extensions: mathExtensions(escape),
  // The first that is tried at each place of a text, and of a paragraph.
  tokenizer: { space: lookAtTheClock, escape: lookAtTheClock },
  renderer: {
    // Tags in a reply are shown, not obeyed.
    html: ({ text }) => escape(text),
    // An image would be fetched without a click, and its address could carry the conversation away.
    image: ({ href, text }) => `<a href="${escape(href)}">${escape(text || href)}</a>`,
    checkbox: ({ checked }) => `<input type="checkbox" disabled ${checked ? "checked" : ""}> `,
    code: ({ text, lang }) => {
      const language = escape(lang?.split(/\s/)[0] ?? "");
      return (
        `<div class="runnel-code" dir="ltr"><div class="runnel-code-bar"><span>${language}</span>` +
        `<button type="button" class="runnel-copy"></button></div>` +
        `<pre><code class="language-${language}">${escape(text)}</code></pre></div>`
      );
    },
  },
});

let purifier: typeof DOMPurify | undefined;

/** Made on first use: the module must be importable where there is no window, as on a server that renders React. */
function purify(): typeof DOMPurify {
  if (purifier) return purifier;
  purifier = DOMPurify(window);
  purifier.addHook("afterSanitizeAttributes", (node) => {
    if (node.nodeName !== "A" || !node.hasAttribute("href")) return;
    node.setAttribute("target", "_blank");
    node.setAttribute("rel", "noopener noreferrer nofollow");
  });
  return purifier;
}

/**
 * The blocks of a text. None for a text that would take the parser too long; whoever wrote it may have meant it to.
 *
 * @param links what is known of the text's links; those that this text defines are added
 */
export function blocksOf(text: string, links: Links = {}): Token[] | undefined {
  if (text.split("\n", MAX_LINES + 1).length > MAX_LINES) return undefined;
  deadline = performance.now() + BUDGET_MS;
  try {
    const lexer = new BoundedLexer(marked.defaults);
    lexer.tokens.links = links;
    const blocks = lexer.lex(text);
    return isTooDeep(blocks) ? undefined : blocks;
  } catch (error) {
    // A range error is the stack's end.
    if (error instanceof TooHard || error instanceof RangeError) return undefined;
    throw error;
  }
}

function isTooDeep(blocks: Token[]): boolean {
  let level = blocks;
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) return true;
    level = level.flatMap((token) => childrenOf(token));
  }
  return false;
}

function childrenOf(token: Token): Token[] {
  if (token.type === "list") return token.items;
  return "tokens" in token ? (token.tokens ?? []) : [];
}

/** Safe nodes: what the parser makes of a model's words passes a list of harmless tags, attributes and addresses. */
export function nodesOf(block: Token): DocumentFragment {
  return purify().sanitize(marked.parser([block]), {
    ALLOWED_TAGS: TAGS,
    ALLOWED_ATTR: [...PLAIN_ATTRIBUTES, "href"],
    ADD_URI_SAFE_ATTR: PLAIN_ATTRIBUTES,
    ALLOWED_URI_REGEXP: /^(?:https?|mailto):/i,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  });
}

/** Safe nodes of a formula's markup. The typesetter is no defence: what it makes passes a list of its own. */
export function mathOf(markup: string): DocumentFragment {
  return purify().sanitize(markup, {
    ALLOWED_TAGS: ["span", ...MATH_TAGS],
    ALLOWED_ATTR: MATH_ATTRIBUTES,
    ADD_URI_SAFE_ATTR: MATH_ATTRIBUTES,
    // The TeX that it was made of.
    FORBID_CONTENTS: ["annotation"],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  });
}

function escape(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
