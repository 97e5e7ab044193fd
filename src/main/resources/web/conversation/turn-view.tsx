import React, { memo } from "react";
import { FailureView } from "./failure-view";
import { MarkdownView } from "./markdown-view";
import type { Turn } from "./turn";

interface TurnProps {
  turn: Turn;
  isStreaming: boolean;
  onRetry?: () => void;
}

const NOTES: Record<string, string> = {
  stopped: "Stopped.",
  length: "The AI ended here because its reply became too long.",
  limit: "The reply was ended here because it became too long.",
};

/** A question and what has come of its reply. */
export const TurnView = memo(function TurnView({ turn, isStreaming, onRetry }: TurnProps) {
  const note = NOTES[turn.finishReason ?? ""];
  return (
    <>
      {turn.question !== "" && (
        <article className="runnel-question" aria-label="You">
          <p dir="auto">{turn.question}</p>
        </article>
      )}
      <article className="runnel-answer" aria-label="Reply" aria-busy={turn.state === "waiting" || turn.state === "writing"}>
        {turn.state === "waiting" && !turn.isThinking && <Waiting isStreaming={isStreaming} />}
        {turn.answer !== "" && <MarkdownView text={turn.answer} isGrowing={turn.state === "writing"} />}
        {turn.isThinking && <p className="runnel-thinking">Thinking…</p>}
        {note && <p className="runnel-note">{note}</p>}
        {turn.failure && <FailureView failure={turn.failure} onRetry={onRetry} />}
      </article>
    </>
  );
});

function Waiting({ isStreaming }: { isStreaming: boolean }) {
  return isStreaming ? (
    <p className="runnel-typing">
      <span className="runnel-hidden">The reply is on its way.</span>
      <i />
      <i />
      <i />
    </p>
  ) : (
    <p className="runnel-loading">Waiting for the whole reply…</p>
  );
}
