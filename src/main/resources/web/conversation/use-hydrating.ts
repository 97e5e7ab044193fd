import { useSyncExternalStore } from "react";

/** Whether what is drawn must be what a server has drawn, which knows nothing of this browser. */
export function useHydrating(): boolean {
  return useSyncExternalStore(
    () => () => undefined,
    () => false,
    () => true,
  );
}
