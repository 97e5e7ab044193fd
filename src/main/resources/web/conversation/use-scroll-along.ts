import type { KeyboardEvent, RefObject, WheelEvent } from "react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useHeld } from "./use-held";

/** Who scrolls down this near to the end reads along again. */
const NEAR_PX = 48;
/** Who scrolls up by so much does not. Less than that is a finger that rests. */
const AWAY_PX = 8;
const KEYS_UP = ["ArrowUp", "PageUp", "Home"];

export interface ScrollAlong {
  ref: RefObject<HTMLDivElement>;
  isAway: boolean;
  /** Of the box that scrolls. */
  listeners: {
    onScroll(): void;
    onWheel(event: WheelEvent): void;
    onKeyDown(event: KeyboardEvent): void;
    onTouchStart(): void;
    onTouchEnd(): void;
    onTouchCancel(): void;
  };
  toEnd(): void;
  /** Brings a place into view, and leaves the end. */
  toPlace(place: Range | Element): void;
  /** What is in view is to stay there while something comes above it. */
  hold(): void;
  release(): void;
}

/** Keeps the end of a growing box in view, unless the reader has scrolled up. */
export function useScrollAlong(): ScrollAlong {
  const ref = useRef<HTMLDivElement>(null);
  const [isAway, setAway] = useState(false);
  const along = useRef(true);
  const isTouched = useRef(false);
  const lastTop = useRef(0);
  const { hold, release } = useHeld(ref);

  const follow = useCallback(() => {
    const box = ref.current;
    if (!box) return;
    box.scrollTop = box.scrollHeight;
    // The event for this comes later, perhaps together with one of the reader's.
    lastTop.current = box.scrollTop;
  }, []);

  const toEnd = useCallback(() => {
    along.current = true;
    setAway(false);
    follow();
  }, [follow]);

  const toPlace = useCallback((place: Range | Element) => {
    const box = ref.current;
    if (!box) return;
    const top = place.getBoundingClientRect().top - box.getBoundingClientRect().top;
    // What stands before it is what it is about.
    box.scrollTop += top - box.clientHeight / 4;
    lastTop.current = box.scrollTop;
    along.current = endOf(box) < NEAR_PX;
    setAway(!along.current);
  }, []);

  const listeners = useMemo(() => {
    const letGo = () => {
      along.current = false;
      setAway(true);
    };
    const canGoUp = () => (ref.current?.scrollTop ?? 0) > 0;
    const touched = (is: boolean) => {
      isTouched.current = is;
    };
    return {
      onScroll() {
        const box = ref.current;
        if (!box) return;
        const { scrollTop } = box;
        const left = endOf(box);
        // Text that grows or shrinks also fires scroll events, but it does not move the view away from its end.
        if (scrollTop < lastTop.current && left >= AWAY_PX) letGo();
        if (scrollTop > lastTop.current && left < NEAR_PX) along.current = true;
        lastTop.current = scrollTop;
        setAway(!along.current);
      },
      // These come before the first pixel has moved, so that growing text does not pull the view back meanwhile.
      onWheel({ deltaY }: WheelEvent) {
        if (deltaY <= -AWAY_PX && canGoUp()) letGo();
      },
      onKeyDown({ key, target }: KeyboardEvent) {
        if (KEYS_UP.includes(key) && target === ref.current && canGoUp()) letGo();
      },
      onTouchStart: () => touched(true),
      onTouchEnd: () => touched(false),
      onTouchCancel: () => touched(false),
    };
  }, []);

  useEffect(() => {
    const box = ref.current;
    const content = box?.firstElementChild;
    if (!box || !content) return;
    const grown = new ResizeObserver(() => {
      if (along.current && !isTouched.current) follow();
    });
    grown.observe(content);
    grown.observe(box);
    return () => grown.disconnect();
  }, [follow]);

  return useMemo(
    () => ({ ref, isAway, listeners, toEnd, toPlace, hold, release }),
    [isAway, listeners, toEnd, toPlace, hold, release],
  );
}

/** How far its end is. */
function endOf({ scrollHeight, scrollTop, clientHeight }: HTMLElement): number {
  return scrollHeight - scrollTop - clientHeight;
}
