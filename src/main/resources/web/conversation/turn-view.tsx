import React, { memo, useRef } from "react";
import { ActivityView } from "./activity-view";
import type { Beside } from "./branches";
import { FailureView } from "./failure-view";
import { QuestionView } from "./question-view";
import { ReplyActions } from "./reply-actions";
import { ReplyView } from "./reply-view";
import { MessageSlot } from "./slots";
import type { Turn } from "./turn";
import { isRunning } from "./turn";
import { useLabels } from "./use-labels";
import type { TurnActions } from "./use-turn-actions";

interface TurnProps {
  turn: Turn;
  /** What stands beside it, if anything does. */
  beside: Beside | undefined;
  isLast: boolean;
  /** A search has led here. */
  isFound: boolean;
  isBusy: boolean;
  isStreaming: boolean;
  actions: TurnActions;
  onRetry?: () => void;
}

/** Why a reply is shorter than it would have been. */
const NOTES = { stopped: "stopped", length: "tooLong", limit: "limited" } as const;

/** What is said in words needs no other sign that something happens. */
const SAID = new Set<Turn["activity"]>(["thinking", "queued"]);

/** A question and what has come of its reply. */
export const TurnView = memo(function TurnView(props: TurnProps) {
  const { turn, beside, isLast, isFound, isBusy, isStreaming, actions, onRetry } = props;
  const reply = useRef<HTMLElement>(null);
  const labels = useLabels();
  const note = noteOf(turn);
  return (
    <>
      <QuestionView {...{ turn, beside, isFound, isBusy, actions }} />
      <MessageSlot role="assistant" text={turn.answer} isGrowing={isRunning(turn)} isFound={isFound}>
        <article
          ref={reply}
          className="runnel-answer"
          aria-label={labels.reply}
          aria-busy={isRunning(turn)}
          data-found={isFound || undefined}
        >
          {turn.state === "waiting" && !SAID.has(turn.activity) && <Waiting isStreaming={isStreaming} />}
          <ReplyView turn={turn} />
          {isRunning(turn) && isStreaming && <ActivityView turn={turn} />}
          {note && <p className="runnel-note">{labels[note]}</p>}
          {turn.failure && <FailureView failure={turn.failure} onRetry={onRetry} />}
        </article>
      </MessageSlot>
      <ReplyActions {...{ turn, beside, isLast, isBusy, actions }} shown={reply} />
    </>
  );
});

function noteOf({ finishReason = "" }: Turn) {
  return finishReason in NOTES ? NOTES[finishReason as keyof typeof NOTES] : undefined;
}

function Waiting({ isStreaming }: { isStreaming: boolean }) {
  const labels = useLabels();
  return isStreaming ? (
    <p className="runnel-typing">
      <span className="runnel-hidden">{labels.replyComes}</span>
      <i />
      <i />
      <i />
    </p>
  ) : (
    <p className="runnel-loading">{labels.replyLoads}</p>
  );
}
