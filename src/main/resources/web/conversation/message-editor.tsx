import type { KeyboardEvent } from "react";
import React, { useEffect, useRef, useState } from "react";
import { sends } from "./sending-key";
import { useGrowingField } from "./use-growing-field";
import { useLabels } from "./use-labels";

interface EditorProps {
  text: string;
  label: string;
  sendLabel: string;
  isDisabled?: boolean;
  onCancel(): void;
  onSend(text: string): void;
}

/** Something that was written already is written anew: Enter sends it, Escape leaves it as it was. */
export function MessageEditor({ text: before, label, sendLabel, isDisabled, onCancel, onSend }: EditorProps) {
  const labels = useLabels();
  const [text, setText] = useState(before);
  const field = useRef<HTMLTextAreaElement>(null);
  useGrowingField(field, text);
  useEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(before.length, before.length);
  }, []);
  const canSend = text.trim() !== "" && !isDisabled;
  const send = () => {
    if (canSend) onSend(text.trim());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      // It does not close the conversation.
      event.stopPropagation();
      onCancel();
    } else if (sends(event)) {
      event.preventDefault();
      send();
    }
  };
  return (
    <form
      className="runnel-editor"
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <textarea
        ref={field}
        rows={1}
        dir="auto"
        aria-label={label}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <div className="runnel-editor-buttons">
        <button type="button" onClick={onCancel}>
          {labels.cancel}
        </button>
        <button type="submit" className="runnel-send" disabled={!canSend}>
          {sendLabel}
        </button>
      </div>
    </form>
  );
}
