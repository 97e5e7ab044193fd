import { useCallback, useEffect, useRef, useState } from "react";
import { eraseConversations, HistoryError, listConversations } from "../client";
import type { RememberedSession } from "../conversation";
import { friendlyText, newSession, remember, rememberedSession, useTabs } from "../conversation";

export interface Session {
  id: string;
  /** How the first question begins. */
  title: string;
}

const NAME = "runnel:page:session";

/** A user's conversations as the service lists them, and those that it does not know yet: their first reply runs. */
export function useSessions(userId: string) {
  const [listed, setListed] = useState<Session[]>([]);
  const [begun, setBegun] = useState<Session[]>([]);
  const [current, setCurrent] = useState(() => addressed() ?? rememberedSession(NAME));
  const last = useRef(0);

  const refresh = useCallback(async () => {
    const turn = ++last.current;
    const found = await listConversations({ userId }).catch(() => undefined);
    // What is answered late must not replace what was asked later; without an answer the list stays as it was.
    if (found && turn === last.current) setListed(found.map(({ session_id, title }) => ({ id: session_id, title })));
  }, [userId]);
  useEffect(() => void refresh(), [refresh]);
  useEffect(() => {
    const follow = () => {
      const there = addressed();
      if (there) setCurrent((before) => (before.id === there.id ? before : remember(NAME, there)));
    };
    window.addEventListener("hashchange", follow);
    return () => window.removeEventListener("hashchange", follow);
  }, []);

  const tell = useTabs("", userId, async ({ sessionId, what }) => {
    await refresh();
    if (what !== "asked") setBegun((sessions) => without(sessions, sessionId));
  });

  const open = (session: RememberedSession) => {
    setCurrent(remember(NAME, session));
    history.pushState(null, "", session.isNew ? location.pathname : addressOf(session.id));
  };
  return {
    all: [...begun.filter(({ id }) => !listed.some((known) => known.id === id)), ...listed],
    current,
    choose: (id: string) => open({ id, isNew: false }),
    begin: () => open(newSession()),
    /** To be called when something is asked. */
    name(question: string, id: string) {
      remember(NAME, { id, isNew: false });
      history.replaceState(null, "", addressOf(id));
      setBegun((sessions) => (sessions.some((known) => known.id === id) ? sessions : [{ id, title: question }, ...sessions]));
    },
    /** What went wrong, in a person's words; undefined when nothing did. */
    async erase(id: string): Promise<string | undefined> {
      try {
        await eraseConversations({ userId, sessionId: id });
      } catch (error) {
        return error instanceof HistoryError ? friendlyText(error.event.code, error.event.message) : friendlyText("");
      }
      tell({ sessionId: id, what: "erased" });
      setListed((sessions) => without(sessions, id));
      setBegun((sessions) => without(sessions, id));
      if (id === current.id) open(newSession());
      return undefined;
    },
  };
}

/** The conversation that the page's address names: it can be kept, and opened again. */
function addressed(): RememberedSession | undefined {
  const id = location.hash.slice(1);
  return /^[\w.~:@+-]{1,128}$/.test(id) ? { id, isNew: false } : undefined;
}

function addressOf(id: string): string {
  return `${location.pathname}#${id}`;
}

function without(sessions: Session[], id: string): Session[] {
  return sessions.filter((session) => session.id !== id);
}
