import type { KeyboardEvent } from "react";
import React, { useRef, useState } from "react";
import type { Session } from "./use-sessions";

interface SessionListProps {
  sessions: Session[];
  current: string;
  onChoose(id: string): void;
  onNew(): void;
  /** Resolves to what went wrong, if something did. */
  onErase(id: string): Promise<string | undefined>;
}

export function SessionList({ sessions, current, onChoose, onNew, onErase }: SessionListProps) {
  const [failure, setFailure] = useState<string>();
  const begin = useRef<HTMLButtonElement>(null);
  const erase = async (id: string) => {
    // The button that had the focus goes with its conversation.
    begin.current?.focus();
    setFailure(await onErase(id));
  };
  return (
    <nav className="page-sessions" aria-label="Conversations">
      <button ref={begin} type="button" className="page-new" onClick={onNew}>
        New conversation
      </button>
      {failure && <p role="alert">{failure}</p>}
      <ul>
        {sessions.map(({ id, title }) => (
          <li key={id}>
            <button type="button" dir="auto" aria-current={id === current} onClick={() => onChoose(id)}>
              {title}
            </button>
            <EraseButton title={title} onErase={() => void erase(id)} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Asks back before it does what cannot be undone. */
function EraseButton({ title, onErase }: { title: string; onErase(): void }) {
  const [isAsking, setAsking] = useState(false);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") setAsking(false);
  };
  if (!isAsking) {
    return (
      <button type="button" className="page-erase" aria-label={`Delete “${title}”`} onClick={() => setAsking(true)} />
    );
  }
  return (
    <div className="page-confirm" role="group" aria-label={`Delete “${title}”?`} onKeyDown={onKeyDown}>
      <button type="button" onClick={onErase}>
        Delete for good
      </button>
      <button type="button" autoFocus onClick={() => setAsking(false)}>
        Keep
      </button>
    </div>
  );
}
