import type { Extras } from "./extras";

/** Longer code is read in an editor; colours for it would take longer than a frame. */
const MAX_CODE = 20_000;
/** Growing code is coloured again when it is longer by this part: in all that is little more than once. */
const STEP = 1.25;

/** The colours of one block's code, also while it grows: what came after the last colouring is plain until the next. */
export class CodeColours {
  private code = "";
  private nodes: DocumentFragment | undefined;

  apply(code: Element, extras: Extras, isGrowing: boolean): void {
    const language = /^language-(.+)$/.exec(code.className)?.[1];
    const text = code.textContent ?? "";
    if (!language || text.length > MAX_CODE) return;
    const highlight = extras.highlighter();
    if (!highlight) return;
    const isStale = !this.nodes || !text.startsWith(this.code) || this.code === "";
    if (isStale || !isGrowing || text.length > this.code.length * STEP + 80) {
      this.nodes = highlight(text, language);
      this.code = text;
    }
    if (this.nodes) code.replaceChildren(this.nodes.cloneNode(true), text.slice(this.code.length));
  }
}
