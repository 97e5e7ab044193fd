import React, { useRef, useState } from "react";
import type { Found } from "../conversation";
import { Icon } from "../conversation/icon";
import type { Access } from "./access";
import { ProblemView } from "./problem-view";
import { SessionItem } from "./session-item";
import { usePageLabels } from "./texts";
import { useSearch } from "./use-search";
import type { Session, useSessions } from "./use-sessions";

interface SessionListProps {
  access: Access;
  sessions: ReturnType<typeof useSessions>;
  /** `found`: where in it, if it was searched for. */
  onChoose(id: string, found?: Found): void;
  onNew(): void;
}

interface Listed extends Session {
  excerpt?: string;
  found?: Found;
}

/** A person's conversations, or those among them in which there are certain words. */
export function SessionList({ access, sessions, onChoose, onNew }: SessionListProps) {
  const labels = usePageLabels();
  const [words, setWords] = useState("");
  const found = useSearch(access, words, sessions.attempt);
  const begin = useRef<HTMLButtonElement>(null);
  const erase = (id: string) => {
    // The button that had the focus goes with its conversation.
    begin.current?.focus();
    void sessions.erase(id);
  };
  const known = new Map(sessions.all.map((session) => [session.id, session]));
  const isSearching = words.trim() !== "" && found !== undefined;
  const shown: Listed[] = isSearching
    ? found.map(({ session_id: id, title, excerpt, reply_id }) => ({
        ...(known.get(id) ?? { id, title }),
        excerpt,
        found: reply_id === undefined ? undefined : { replyId: reply_id, words },
      }))
    : sessions.all;
  return (
    <nav className="page-sessions" aria-label={labels.conversations}>
      <button ref={begin} type="button" className="page-new" onClick={onNew}>
        <Icon name="more" />
        {labels.newConversation}
      </button>
      <input
        type="search"
        className="page-search"
        aria-label={labels.search}
        placeholder={labels.search}
        value={words}
        onChange={(event) => setWords(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || words === "") return;
          event.preventDefault();
          setWords("");
        }}
      />
      {sessions.problem && <ProblemView {...sessions.problem} />}
      <p className={found?.length === 0 ? "page-none" : "page-hidden"} role="status">
        {isSearching && (found.length === 0 ? labels.noneFound : labels.found(found.length))}
      </p>
      <ul>
        {shown.map((session) => (
          <SessionItem
            key={session.id}
            title={session.title}
            excerpt={session.excerpt}
            isCurrent={session.id === sessions.current.id}
            onChoose={() => onChoose(session.id, session.found)}
            onRename={(title) => void sessions.rename(session.id, title)}
            onErase={() => erase(session.id)}
          />
        ))}
      </ul>
    </nav>
  );
}
