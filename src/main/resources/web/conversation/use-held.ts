import type { RefObject } from "react";
import { useCallback, useRef } from "react";

const HELD = "runnel-held";

/** What is seen of a box stays where it is, while something is put above it. */
export function useHeld(box: RefObject<HTMLElement>) {
  const held = useRef<{ element: Element; top: number }>();

  const hold = useCallback(() => {
    const element = box.current?.querySelector(".runnel-question, .runnel-answer");
    if (!element) return;
    held.current = { element, top: element.getBoundingClientRect().top };
    // Browsers that know how to do this would do it as well.
    box.current?.classList.add(HELD);
  }, [box]);

  const release = useCallback(() => {
    const { element, top } = held.current ?? {};
    held.current = undefined;
    const there = box.current;
    if (!there || !element) return;
    if (element.isConnected) there.scrollTop += element.getBoundingClientRect().top - top!;
    if (document.activeElement === document.body) there.focus({ preventScroll: true });
    requestAnimationFrame(() => requestAnimationFrame(() => there.classList.remove(HELD)));
  }, [box]);

  return { hold, release };
}
