import { useCallback, useState } from "react";
import type { Attempted } from "./page-labels";
import type { Problem } from "./problem-view";

export type Attempt = <T>(what: Attempted, action: () => Promise<T>) => Promise<T | undefined>;

/** Does what is tried; what goes wrong is shown, until that is done or something else is tried. */
export function useProblem(): { problem: Problem | undefined; attempt: Attempt } {
  const [problem, setProblem] = useState<Problem>();
  const attempt: Attempt = useCallback(async (what, action) => {
    try {
      const done = await action();
      setProblem((shown) => (shown?.what === what || what !== "list" ? undefined : shown));
      return done;
    } catch (error) {
      setProblem({ what, error, again: () => void attempt(what, action) });
      return undefined;
    }
  }, []);
  return { problem, attempt };
}
