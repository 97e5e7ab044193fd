import { useCallback, useEffect, useRef, useState } from "react";
import { eraseConversations, listConversations, renameConversation } from "../client";
import type { Found } from "../conversation";
import { newSession, useTabs } from "../conversation";
import type { Access } from "./access";
import { useAddress } from "./use-address";
import { useProblem } from "./use-problem";

export interface Session {
  id: string;
  /** How the first question begins, or what this person called it. */
  title: string;
}

/** A user's conversations as the service lists them, and those that it does not know yet: their first reply runs. */
export function useSessions(access: Access) {
  const [listed, setListed] = useState<Session[]>([]);
  const [begun, setBegun] = useState<Session[]>([]);
  const { current, open, used } = useAddress();
  const { problem, attempt } = useProblem();
  const last = useRef(0);

  const refresh = useCallback(async () => {
    const turn = ++last.current;
    const found = await attempt("list", () => listConversations(access));
    // What is answered late must not replace what was asked later; without an answer the list stays as it was.
    if (found && turn === last.current) setListed(found.map(({ session_id, title }) => ({ id: session_id, title })));
  }, [access, attempt]);
  useEffect(() => {
    void refresh();
    const again = () => void refresh();
    window.addEventListener("online", again);
    return () => window.removeEventListener("online", again);
  }, [refresh]);

  const tell = useTabs("", access.userId, async ({ sessionId, what }) => {
    await refresh();
    if (what !== "asked") setBegun((sessions) => without(sessions, sessionId));
  });

  const gone = (id: string) => {
    tell({ sessionId: id, what: "erased" });
    setListed((sessions) => without(sessions, id));
    setBegun((sessions) => without(sessions, id));
    if (id === current.id) open(newSession());
  };
  return {
    all: [...begun.filter(({ id }) => !listed.some((known) => known.id === id)), ...listed],
    current,
    problem,
    attempt,
    choose: (id: string, found?: Found) => open({ id, isNew: false, found }),
    begin: () => open(newSession()),
    /** To be called when something is asked. */
    name(question: string, id: string) {
      used(id);
      setBegun((sessions) => (sessions.some((known) => known.id === id) ? sessions : [{ id, title: question }, ...sessions]));
    },
    rename: (id: string, title: string) =>
      attempt("rename", async () => {
        await renameConversation({ ...access, sessionId: id, title });
        const retitle = (sessions: Session[]) =>
          sessions.map((session) => (session.id === id ? { ...session, title } : session));
        setListed(retitle);
        setBegun(retitle);
        tell({ sessionId: id, what: "renamed" });
      }),
    erase: (id: string) =>
      attempt("erase", async () => {
        await eraseConversations({ ...access, sessionId: id });
        gone(id);
      }),
  };
}

function without(sessions: Session[], id: string): Session[] {
  return sessions.filter((session) => session.id !== id);
}
