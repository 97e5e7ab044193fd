import { useEffect, useState } from "react";
import { randomId } from "../client/ids";

export interface Session {
  id: string;
  /** The first question. */
  title: string;
}

interface Sessions {
  all: Session[];
  current: string;
}

const NAME = "runnel:sessions";
const MAX_SESSIONS = 50;
const MAX_TITLE = 60;

/** The conversations of this browser, the newest first. */
export function useSessions() {
  const [sessions, setSessions] = useState<Sessions>(load);
  useEffect(() => save(sessions), [sessions]);
  return {
    ...sessions,
    choose: (id: string) => setSessions(({ all }) => ({ all, current: id })),
    begin: () => setSessions(({ all }) => ({ all, current: randomId() })),
    name: (question: string, id: string) =>
      setSessions(({ all, current }) => {
        if (all.some((session) => session.id === id)) return { all, current };
        const title = question.trim().slice(0, MAX_TITLE);
        return { all: [{ id, title }, ...all].slice(0, MAX_SESSIONS), current };
      }),
  };
}

function load(): Sessions {
  try {
    const found = JSON.parse(localStorage.getItem(NAME) ?? "null");
    if (Array.isArray(found?.all) && typeof found.current === "string") return found;
  } catch {
    // Nothing can be kept in this browser.
  }
  return { all: [], current: randomId() };
}

function save(sessions: Sessions): void {
  try {
    localStorage.setItem(NAME, JSON.stringify(sessions));
  } catch {
    // Nothing can be kept in this browser.
  }
}
