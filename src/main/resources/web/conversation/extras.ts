import { useSyncExternalStore } from "react";
import type { Highlight } from "./highlighter";

/** Libraries that are large and seldom needed: each is fetched when a reply first has something for it. */
export interface Extras {
  /** None while it is on its way, and for ever if it cannot be had: code is readable without colours. */
  highlighter(): Highlight | undefined;
}

let arrived = 0;
const waiting = new Set<() => void>();

function onDemand<T>(load: () => Promise<T>): () => T | undefined {
  let loaded: T | undefined;
  let isAsked = false;
  return () => {
    if (!isAsked) {
      isAsked = true;
      void load().then(
        (library) => {
          loaded = library;
          arrived++;
          waiting.forEach((told) => told());
        },
        () => {
          // Offline, or the service has been replaced by a later version.
        },
      );
    }
    return loaded;
  };
}

export const extras: Extras = {
  highlighter: onDemand(async () => (await import("./highlighter")).highlight),
};

/** Changes when one has arrived. */
export function useExtras(): number {
  return useSyncExternalStore(subscribe, () => arrived, () => 0);
}

function subscribe(told: () => void): () => void {
  waiting.add(told);
  return () => waiting.delete(told);
}
