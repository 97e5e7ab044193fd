import { useSyncExternalStore } from "react";

const COARSE = "(pointer: coarse)";

/** Whether fingers write here, on a keyboard that covers the page and has no Shift and Enter. */
export function isTouch(): boolean {
  return typeof matchMedia === "function" && matchMedia(COARSE).matches;
}

export function useTouch(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const query = matchMedia(COARSE);
      query.addEventListener("change", changed);
      return () => query.removeEventListener("change", changed);
    },
    isTouch,
    () => false,
  );
}
