import { useEffect, useSyncExternalStore } from "react";

/** As in the style sheet. */
const WIDE = "(min-width: 45.01rem)";
/** Less than this is a browser's own bars, and no keyboard. */
const KEYBOARD_PX = 120;

/** Whether the list has room beside the conversation. */
export function useIsWide(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const query = matchMedia(WIDE);
      query.addEventListener("change", changed);
      return () => query.removeEventListener("change", changed);
    },
    () => matchMedia(WIDE).matches,
  );
}

/** Where a keyboard covers the window and does not make it smaller, as in Safari, the page is as high as what is seen. */
export function useVisibleHeight(): void {
  useEffect(() => {
    const seen = window.visualViewport;
    if (!seen) return;
    const { style } = document.documentElement;
    const fit = () => {
      // Whoever zooms in also sees less, and wants the page to stay.
      const isCovered = seen.scale === 1 && window.innerHeight - seen.height > KEYBOARD_PX;
      if (isCovered) style.setProperty("--page-height", `${Math.round(seen.height)}px`);
      else style.removeProperty("--page-height");
      if (isCovered) window.scrollTo(0, 0);
    };
    fit();
    seen.addEventListener("resize", fit);
    return () => seen.removeEventListener("resize", fit);
  }, []);
}
