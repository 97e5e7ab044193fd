import React, { useRef, useState } from "react";
import { BranchSwitch } from "./branch-switch";
import type { Beside } from "./branches";
import { IconButton } from "./icon";
import { MessageEditor } from "./message-editor";
import { MessageSlot } from "./slots";
import type { Turn } from "./turn";
import { useLabels } from "./use-labels";
import type { TurnActions } from "./use-turn-actions";

interface QuestionProps {
  turn: Turn;
  beside: Beside | undefined;
  isFound: boolean;
  isBusy: boolean;
  actions: TurnActions;
}

/** What was asked, and the way to ask something else in its place. */
export function QuestionView({ turn, beside, isFound, isBusy, actions }: QuestionProps) {
  const labels = useLabels();
  const [isEditing, setEditing] = useState(false);
  const edit = useRef<HTMLDivElement>(null);
  const close = () => {
    setEditing(false);
    requestAnimationFrame(() => edit.current?.querySelector<HTMLElement>(".runnel-edit")?.focus());
  };
  if (turn.question === "") return null;
  if (isEditing) {
    return (
      <MessageEditor
        text={turn.question}
        label={labels.yourQuestion}
        sendLabel={labels.sendChange}
        isDisabled={isBusy}
        onCancel={close}
        onSend={(question) => {
          close();
          actions.edit(turn, question);
        }}
      />
    );
  }
  return (
    <>
      <MessageSlot role="user" text={turn.question} isGrowing={false} isFound={isFound}>
        <article className="runnel-question" aria-label={labels.you} data-found={isFound || undefined}>
          <p dir="auto">{turn.question}</p>
        </article>
      </MessageSlot>
      {turn.replyId !== undefined && (
        <div className="runnel-actions runnel-actions-question" ref={edit}>
          <BranchSwitch
            kind="questions"
            turns={beside?.questions ?? []}
            shown={turn}
            isDisabled={isBusy}
            onChoose={actions.choose}
          />
          <IconButton
            name="edit"
            className="runnel-edit"
            label={labels.editQuestion}
            isDisabled={isBusy}
            onClick={() => setEditing(true)}
          />
        </div>
      )}
    </>
  );
}
