import React from "react";
import type { Session } from "./use-sessions";

interface SessionListProps {
  sessions: Session[];
  current: string;
  onChoose(id: string): void;
  onNew(): void;
}

export function SessionList({ sessions, current, onChoose, onNew }: SessionListProps) {
  return (
    <nav className="page-sessions" aria-label="Conversations">
      <button type="button" className="page-new" onClick={onNew}>
        New conversation
      </button>
      <ul>
        {sessions.map(({ id, title }) => (
          <li key={id}>
            <button type="button" dir="auto" aria-current={id === current} onClick={() => onChoose(id)}>
              {title}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
