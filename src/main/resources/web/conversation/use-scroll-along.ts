import type { RefObject } from "react";
import { useCallback, useEffect, useRef, useState } from "react";

/** Nearer to the end than this still counts as reading along. */
const NEAR_PX = 48;

export interface ScrollAlong {
  ref: RefObject<HTMLDivElement>;
  isAway: boolean;
  onScroll(): void;
  toEnd(): void;
}

/** Keeps the end of a growing box in view, unless the reader has scrolled up. */
export function useScrollAlong(): ScrollAlong {
  const ref = useRef<HTMLDivElement>(null);
  const [isAway, setAway] = useState(false);
  const along = useRef(true);
  const lastTop = useRef(0);

  const toEnd = useCallback(() => {
    along.current = true;
    setAway(false);
    const box = ref.current;
    if (box) box.scrollTop = box.scrollHeight;
  }, []);

  const onScroll = useCallback(() => {
    const box = ref.current;
    if (!box) return;
    const nearEnd = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX;
    // Growing text also fires scroll events; only a move upwards is the reader's.
    if (box.scrollTop < lastTop.current && !nearEnd) along.current = false;
    if (nearEnd) along.current = true;
    lastTop.current = box.scrollTop;
    setAway(!along.current);
  }, []);

  useEffect(() => {
    const box = ref.current;
    const content = box?.firstElementChild;
    if (!box || !content) return;
    const grown = new ResizeObserver(() => {
      if (along.current) box.scrollTop = box.scrollHeight;
    });
    grown.observe(content);
    grown.observe(box);
    return () => grown.disconnect();
  }, []);

  return { ref, isAway, onScroll, toEnd };
}
