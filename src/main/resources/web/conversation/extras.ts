import { useMemo, useReducer } from "react";
import type { Highlight } from "./highlighter";
import type { Typeset } from "./typesetter";

/** Libraries that are large and seldom needed: each is fetched when a reply first has something for it. */
export interface Extras {
  /** None while it is on its way, and for ever if it cannot be had: code is readable without colours. */
  highlighter(): Highlight | undefined;
  typesetter(): Typeset | undefined;
}

/** The library, or none yet: then whoever asks is told when it has arrived. */
type Extra<T> = (arrived: () => void) => T | undefined;

function onDemand<T>(load: () => Promise<T>): Extra<T> {
  const waiting = new Set<() => void>();
  let state: "unasked" | "asked" | "over" = "unasked";
  let loaded: T | undefined;
  async function fetchOnce(): Promise<void> {
    state = "asked";
    // Undefined offline, or when the service has been replaced by a later version.
    loaded = await load().catch(() => undefined);
    // To read a large script takes a frame; what it is for is drawn in another.
    await new Promise((next) => setTimeout(next));
    state = "over";
    waiting.forEach((arrived) => arrived());
    waiting.clear();
  }
  return (arrived) => {
    if (state === "unasked") void fetchOnce();
    if (state === "asked") waiting.add(arrived);
    return loaded;
  };
}

const highlighter = onDemand(async () => (await import("./highlighter")).readLanguages());
const typesetter = onDemand(async () => (await import("./typesetter")).typeset);

/** For one block. The number changes when something has arrived that the block has asked for. */
export function useExtras(): [Extras, number] {
  const [count, arrived] = useReducer((before: number) => before + 1, 0);
  const extras = useMemo(() => ({ highlighter: () => highlighter(arrived), typesetter: () => typesetter(arrived) }), []);
  return [extras, count];
}
