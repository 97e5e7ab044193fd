import { useCallback, useState } from "react";
import { HistoryError } from "../client";
import { failureIn } from "./heard";
import type { Attempted } from "./labels";
import type { TurnFailure } from "./turn";

/** Something that was tried and could not be done. */
export interface Problem {
  what: Attempted;
  failure: TurnFailure;
  again?: () => void;
}

/** Does it; what goes wrong is shown until something else is tried. Resolves to whether it was done. */
export type Attempt = (what: Attempted, action: () => Promise<unknown>) => Promise<boolean>;

const UNKNOWN: TurnFailure = { code: "", message: "", retryable: true };

export function useProblem() {
  const [problem, setProblem] = useState<Problem>();
  const attempt: Attempt = useCallback(async (what, action) => {
    setProblem(undefined);
    try {
      await action();
      return true;
    } catch (error) {
      const failure = error instanceof HistoryError ? failureIn(error.event) : UNKNOWN;
      setProblem({ what, failure, again: () => void attempt(what, action) });
      return false;
    }
  }, []);
  return { problem, attempt, setProblem };
}
