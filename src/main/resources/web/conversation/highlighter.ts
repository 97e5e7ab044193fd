import hljs from "highlight.js/lib/common";

export type Highlight = (code: string, language: string) => DocumentFragment | undefined;

/** Code in colours, if its language is known; its text is the same. */
export const highlight: Highlight = (code, language) => {
  if (!hljs.getLanguage(language)) return undefined;
  const template = document.createElement("template");
  // The library escapes the code, and adds nothing but spans with classes.
  template.innerHTML = hljs.highlight(code, { language, ignoreIllegals: true }).value;
  return template.content;
};
