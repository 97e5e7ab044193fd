import type { RefObject } from "react";
import React, { useEffect, useState } from "react";
import { useAnnounce } from "./announce";
import { BranchSwitch } from "./branch-switch";
import type { Beside } from "./branches";
import { copyText } from "./copy-text";
import { IconButton } from "./icon";
import type { Turn } from "./turn";
import { canContinue, isRunning } from "./turn";
import { useLabels } from "./use-labels";
import type { TurnActions } from "./use-turn-actions";

const COPIED_MS = 2000;

interface ReplyActionsProps {
  turn: Turn;
  beside: Beside | undefined;
  isLast: boolean;
  isBusy: boolean;
  actions: TurnActions;
  /** Where the reply is shown. */
  shown: RefObject<HTMLElement>;
}

/** What can be done with a reply that is there. */
export function ReplyActions({ turn, beside, isLast, isBusy, actions, shown }: ReplyActionsProps) {
  const labels = useLabels();
  if (isRunning(turn)) return null;
  return (
    <div className="runnel-actions runnel-actions-reply">
      <BranchSwitch
        kind="replies"
        turns={beside?.replies ?? []}
        shown={turn}
        isDisabled={isBusy}
        onChoose={actions.choose}
      />
      {turn.answer !== "" && <CopyReply text={turn.answer} shown={shown} />}
      {turn.replyId !== undefined && (
        <IconButton
          name="again"
          className="runnel-regenerate"
          label={labels.regenerate}
          isDisabled={isBusy}
          onClick={() => actions.regenerate(turn)}
        />
      )}
      {isLast && canContinue(turn) && (
        <button type="button" className="runnel-continue" disabled={isBusy} onClick={actions.goOn}>
          {labels.continueReply}
        </button>
      )}
    </div>
  );
}

/** As Markdown, which is what the model wrote. */
function CopyReply({ text, shown }: { text: string; shown: RefObject<HTMLElement> }) {
  const labels = useLabels();
  const announce = useAnnounce();
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), COPIED_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = async () => {
    const isDone = await copyText(text, shown.current?.querySelector(".runnel-markdown"));
    setCopied(isDone);
    announce(isDone ? labels.copied : labels.selected);
  };
  return (
    <IconButton
      name={isCopied ? "done" : "copy"}
      className="runnel-copy-reply"
      label={isCopied ? labels.copied : labels.copyReply}
      onClick={() => void copy()}
    />
  );
}
