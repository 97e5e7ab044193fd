import DOMPurify from "dompurify";
import type { Token, TokensList } from "marked";
import { Marked } from "marked";

const TAGS = [
  ...["p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "em"],
  ...["strong", "del", "a", "table", "thead", "tbody", "tr", "th", "td", "div", "span", "button", "input"],
];
const ATTRIBUTES = ["href", "class", "type", "start", "align", "checked", "disabled", "dir", "target", "rel"];

const marked = new Marked({
  gfm: true,
  breaks: true,
  renderer: {
    // Tags in a reply are shown, not obeyed.
    html: ({ text }) => escape(text),
    // An image would be fetched without a click, and its address could carry the conversation away.
    image: ({ href, text }) => `<a href="${escape(href)}">${escape(text || href)}</a>`,
    code: ({ text, lang }) => {
      const language = escape(lang?.split(/\s/)[0] ?? "");
      return (
        `<div class="runnel-code"><div class="runnel-code-bar"><span>${language}</span>` +
        `<button type="button" class="runnel-copy">Copy</button></div>` +
        `<pre dir="ltr"><code>${escape(text)}</code></pre></div>`
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
    if (node.nodeName !== "A") return;
    node.setAttribute("target", "_blank");
    node.setAttribute("rel", "noopener noreferrer nofollow");
  });
  return purifier;
}

/** The blocks of a text that may be unfinished: all but the last stay as they are while it grows. */
export function blocksOf(text: string): TokensList {
  return marked.lexer(text);
}

/** Safe HTML: what the parser makes of a model's words passes a list of harmless tags, attributes and addresses. */
export function htmlOf(block: Token): string {
  return purify().sanitize(marked.parser([block]), {
    ALLOWED_TAGS: TAGS,
    ALLOWED_ATTR: ATTRIBUTES,
    ALLOWED_URI_REGEXP: /^(?:https?|mailto):/i,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
  });
}

function escape(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
