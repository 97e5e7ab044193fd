import React from "react";
import { friendlyText } from "./labels";
import type { TurnFailure } from "./turn";
import { useLabels } from "./use-labels";
import type { Problem } from "./use-problem";
import { useSecondsUntil } from "./use-seconds-until";

interface FailureProps {
  failure: TurnFailure;
  /** By default that of the failure, which is one of a reply. */
  text?: string;
  /** Absent when there is nothing to be tried again. */
  onRetry?: () => void;
}

/** What went wrong, in a person's words, and the way on. */
export function FailureView({ failure, text, onRetry }: FailureProps) {
  const labels = useLabels();
  const left = useSecondsUntil(failure.retryAt);
  return (
    <div className="runnel-failure">
      <p>{text ?? friendlyText(failure.code, failure.message, labels)}</p>
      {onRetry && failure.retryable && (
        <button type="button" className="runnel-retry" disabled={left > 0} onClick={onRetry}>
          {left > 0 ? labels.tryAgainIn(left) : labels.tryAgain}
        </button>
      )}
    </div>
  );
}

/** What could not be done, and why: what is lost in a reply is not lost here. */
export function ProblemView({ what, failure, again }: Problem) {
  const labels = useLabels();
  const { code, message } = failure;
  const reason = code === "connection_lost" ? labels.unreachable : friendlyText(code, message, labels);
  return <FailureView failure={failure} text={`${labels.notDone[what]} ${reason}`} onRetry={again} />;
}
