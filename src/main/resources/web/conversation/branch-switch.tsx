import React from "react";
import { useAnnounce } from "./announce";
import { IconButton } from "./icon";
import type { Turn } from "./turn";
import { useLabels } from "./use-labels";

interface BranchSwitchProps {
  kind: "questions" | "replies";
  turns: Turn[];
  shown: Turn;
  isDisabled: boolean;
  onChoose(turn: Turn): void;
}

/** ‹ 2/3 ›: leads to what was asked, or replied, at the same place. */
export function BranchSwitch({ kind, turns, shown, isDisabled, onChoose }: BranchSwitchProps) {
  const labels = useLabels();
  const announce = useAnnounce();
  if (turns.length < 2) return null;
  const index = turns.findIndex(({ id, replyId }) => id === shown.id || (replyId !== undefined && replyId === shown.replyId));
  const go = (to: number) => {
    announce(labels.oneOf(to + 1, turns.length));
    onChoose(turns[to]!);
  };
  return (
    <div
      className={`runnel-branches runnel-branches-${kind}`}
      role="group"
      aria-label={kind === "questions" ? labels.otherQuestions : labels.otherReplies}
    >
      <IconButton
        name="earlier"
        label={labels.earlierOne}
        isDisabled={isDisabled || index <= 0}
        onClick={() => go(index - 1)}
      />
      <span aria-label={labels.oneOf(index + 1, turns.length)} role="img">
        {index + 1}/{turns.length}
      </span>
      <IconButton
        name="later"
        label={labels.laterOne}
        isDisabled={isDisabled || index < 0 || index >= turns.length - 1}
        onClick={() => go(index + 1)}
      />
    </div>
  );
}
