import hljs from "highlight.js/lib/core";
import { LANGUAGES } from "./code-languages";

export type Highlight = (code: string, language: string) => DocumentFragment | undefined;

/** Half a frame. */
const PIECE_MS = 8;

/** To read all languages takes several frames; other things are done between them. */
export async function readLanguages(): Promise<Highlight> {
  let began = performance.now();
  for (const [name, language] of Object.entries(LANGUAGES)) {
    hljs.registerLanguage(name, language);
    if (performance.now() - began > PIECE_MS) {
      await new Promise((next) => setTimeout(next));
      began = performance.now();
    }
  }
  return highlight;
}

/** Code in colours, if its language is known; its text is the same. */
const highlight: Highlight = (code, language) => {
  if (!hljs.getLanguage(language)) return undefined;
  const template = document.createElement("template");
  // The library escapes the code, and adds nothing but spans with classes.
  template.innerHTML = hljs.highlight(code, { language, ignoreIllegals: true }).value;
  return template.content;
};
