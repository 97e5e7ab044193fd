import React from "react";
import { friendlyText } from "./failure-texts";
import type { TurnFailure } from "./turn";
import { useSecondsUntil } from "./use-seconds-until";

interface FailureProps {
  failure: TurnFailure;
  /** Absent when there is nothing to be tried again. */
  onRetry?: () => void;
}

/** What went wrong, in a person's words, and the way on. */
export function FailureView({ failure, onRetry }: FailureProps) {
  const left = useSecondsUntil(failure.retryAt);
  return (
    <div className="runnel-failure">
      <p>{friendlyText(failure.code, failure.message)}</p>
      {onRetry && failure.retryable && (
        <button type="button" className="runnel-retry" disabled={left > 0} onClick={onRetry}>
          {left > 0 ? `Try again in ${left} s` : "Try again"}
        </button>
      )}
    </div>
  );
}
