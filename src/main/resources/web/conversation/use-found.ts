import { useRef } from "react";
import { useAnnounce } from "./announce";
import type { Found } from "./found";
import { rangesOf } from "./found-words";
import type { Turn } from "./turn";
import { useDrawing } from "./use-drawing";
import { useLabels } from "./use-labels";
import type { ScrollAlong } from "./use-scroll-along";

/** As the style sheet calls it; all conversations of a page share it. */
const NAME = "runnel-found";

/** Leads to the turn that was found as soon as it is there: with the view, and with the focus. */
export function useFound(found: Found | undefined, turns: Turn[], { ref, toPlace }: ScrollAlong): void {
  const { replyId, words = "" } = found ?? {};
  const labels = useLabels();
  const announce = useAnnounce();
  const reached = useRef<string>();
  const isShown = replyId !== undefined && turns.some((turn) => turn.replyId === replyId);

  useDrawing(() => {
    if (replyId === undefined) reached.current = undefined;
    const parts = isShown ? partsIn(ref.current!) : [];
    const ranges = rangesOf(words, parts);
    const [first] = ranges;
    const place = `${replyId} ${words}`;
    if (parts.length > 0 && reached.current !== place) {
      reached.current = place;
      const part = parts.find((element) => first && element.contains(first.startContainer)) ?? parts[0]!;
      part.tabIndex = -1;
      part.focus({ preventScroll: true });
      toPlace(first ?? part);
      announce(labels.foundHere);
    }
    return keepMarked(words, parts, ranges);
  }, [replyId, words, isShown, ref, toPlace]);
}

/** The question and its reply. A part of the page's own may have them in it. */
function partsIn(box: HTMLElement): HTMLElement[] {
  const found = [...box.querySelectorAll<HTMLElement>("[data-found]")];
  return found.filter((element) => !element.parentElement!.closest("[data-found]"));
}

/** The words in these parts, also when they become other nodes: when code gets its colours, or a reply grows. */
function keepMarked(words: string, parts: HTMLElement[], ranges: Range[]): () => void {
  let unmark = mark(ranges);
  const observer = new MutationObserver(() => {
    unmark();
    unmark = mark(rangesOf(words, parts));
  });
  const changes = { childList: true, characterData: true, subtree: true };
  if (words !== "") parts.forEach((part) => observer.observe(part, changes));
  return () => {
    observer.disconnect();
    unmark();
  };
}

/** Without a change of the document, which is React's. Where browsers cannot do that the turn alone is marked. */
function mark(ranges: Range[]): () => void {
  if (ranges.length === 0 || typeof Highlight === "undefined") return () => undefined;
  const marked = CSS.highlights.get(NAME) ?? new Highlight();
  CSS.highlights.set(NAME, marked);
  ranges.forEach((range) => marked.add(range));
  return () => ranges.forEach((range) => marked.delete(range));
}
