import type { RefObject } from "react";
import { useEffect, useRef } from "react";

/**
 * Lets the browser pass over what is out of sight (CSS `content-visibility`). Not before it was drawn once: then it keeps
 * its true height, and neither the scroll bar nor what is read moves when it comes into sight again.
 */
export function useSettled(isGrowing: boolean): RefObject<HTMLDivElement> {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isGrowing) return;
    // The height is kept at the end of a frame; the frame that comes next may be the first one with this box.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => box.current?.classList.add("runnel-settled"));
    });
    return () => cancelAnimationFrame(frame);
  }, [isGrowing]);
  return box;
}
