import { createContext, useContext } from "react";

export const AnnounceContext = createContext<(text: string) => void>(() => undefined);

/** Tells a screen reader what is only to be seen otherwise. */
export function useAnnounce(): (text: string) => void {
  return useContext(AnnounceContext);
}
