import type { FormEvent, KeyboardEvent } from "react";
import React, { useEffect, useRef, useState } from "react";
import { Icon } from "../conversation/icon";
import { usePageLabels } from "./texts";

/** As the service takes it. */
const LONGEST_TITLE = 200;

interface SessionItemProps {
  title: string;
  /** The words around what was searched for. */
  excerpt?: string;
  isCurrent: boolean;
  onChoose(): void;
  onRename(title: string): void;
  onErase(): void;
}

/** One conversation in the list: it can be opened, renamed and deleted. */
export function SessionItem({ title, excerpt, isCurrent, onChoose, onRename, onErase }: SessionItemProps) {
  const labels = usePageLabels();
  const [isRenaming, setRenaming] = useState(false);
  const rename = useRef<HTMLButtonElement>(null);
  const wasRenaming = useRef(false);
  useEffect(() => {
    if (wasRenaming.current && !isRenaming) rename.current?.focus();
    wasRenaming.current = isRenaming;
  }, [isRenaming]);
  if (isRenaming) {
    return (
      <li>
        <TitleEditor
          title={title}
          onCancel={() => setRenaming(false)}
          onSave={(changed) => {
            setRenaming(false);
            if (changed !== title) onRename(changed);
          }}
        />
      </li>
    );
  }
  return (
    <li>
      <button type="button" className="page-session" aria-current={isCurrent} onClick={onChoose}>
        <span className="page-session-title" dir="auto">
          {title}
        </span>
        {excerpt && (
          <small className="page-excerpt" dir="auto">
            {excerpt}
          </small>
        )}
      </button>
      <button
        ref={rename}
        type="button"
        className="page-rename"
        aria-label={labels.rename(title)}
        onClick={() => setRenaming(true)}
      >
        <Icon name="edit" />
      </button>
      <EraseButton title={title} onErase={onErase} />
    </li>
  );
}

interface TitleEditorProps {
  title: string;
  onCancel(): void;
  onSave(title: string): void;
}

function TitleEditor({ title, onCancel, onSave }: TitleEditorProps) {
  const labels = usePageLabels();
  const [text, setText] = useState(title);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== "") onSave(text.trim());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    // In a drawer it does not close that.
    event.preventDefault();
    event.stopPropagation();
    onCancel();
  };
  return (
    <form className="page-title-editor" onSubmit={save} onKeyDown={onKeyDown}>
      <input
        ref={field}
        dir="auto"
        aria-label={labels.newTitle}
        maxLength={LONGEST_TITLE}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <button type="submit" disabled={text.trim() === ""}>
        {labels.save}
      </button>
      <button type="button" onClick={onCancel}>
        {labels.cancel}
      </button>
    </form>
  );
}

/** Asks back before it does what cannot be undone. */
function EraseButton({ title, onErase }: { title: string; onErase(): void }) {
  const labels = usePageLabels();
  const [isAsking, setAsking] = useState(false);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") setAsking(false);
  };
  if (!isAsking) {
    return (
      <button type="button" className="page-erase" aria-label={labels.erase(title)} onClick={() => setAsking(true)}>
        <Icon name="bin" />
      </button>
    );
  }
  return (
    <div className="page-confirm" role="group" aria-label={labels.eraseReally(title)} onKeyDown={onKeyDown}>
      <button type="button" onClick={onErase}>
        {labels.eraseForGood}
      </button>
      <button type="button" autoFocus onClick={() => setAsking(false)}>
        {labels.keep}
      </button>
    </div>
  );
}
