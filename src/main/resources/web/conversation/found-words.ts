/** As many as the service looks for. */
const MAX_WORDS = 8;
/** Of one word in one part: a single letter is everywhere. */
const MAX_PLACES = 100;
/** Of elements that are no words of the turn. */
const ASIDE = "button, .runnel-hidden";

/** Where these words are in these elements; the first place is that of the first word. */
export function rangesOf(words: string, parts: Element[]): Range[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean).slice(0, MAX_WORDS);
  const texts = parts.map(textOf);
  return wanted.flatMap((word) => texts.flatMap((text) => text.rangesOf(word)));
}

/** A word may be in several nodes: its code is coloured, or a part of it is emphasised. */
function textOf(part: Element) {
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  const nodes: { node: Node; start: number }[] = [];
  let text = "";
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.parentElement!.closest(ASIDE)) continue;
    nodes.push({ node, start: text.length });
    text += node.nodeValue;
  }
  const lower = text.toLowerCase();
  const placeOf = (offset: number) => {
    const { node, start } = nodes.findLast((before) => before.start <= offset)!;
    return [node, offset - start] as const;
  };
  return {
    rangesOf(word: string): Range[] {
      const ranges: Range[] = [];
      // Letters may become more or fewer when they are made small: then no place is known.
      let at = lower.length === text.length ? lower.indexOf(word) : -1;
      for (; at >= 0 && ranges.length < MAX_PLACES; at = lower.indexOf(word, at + word.length)) {
        const range = document.createRange();
        range.setStart(...placeOf(at));
        const [last, offset] = placeOf(at + word.length - 1);
        range.setEnd(last, offset + 1);
        ranges.push(range);
      }
      return ranges;
    },
  };
}
