import { useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { Found, RememberedSession } from "../conversation";
import { newSession, remember, rememberedSession } from "../conversation";

const NAME = "runnel:page:session";

export interface Shown extends RememberedSession {
  /** Where something in it was found. */
  found?: Found;
}

/** What the browser keeps of an address. What was searched for is nobody's concern later. */
interface Entry extends RememberedSession {
  replyId?: string;
}

/** The conversation that is shown. Each has an address; the browser's Back leads to the one before. */
export function useAddress() {
  const [current, setCurrent] = useState(opened);
  const shown = useRef(current);
  shown.current = current;

  useEffect(() => {
    // Also the conversation that was the last one here has its address from the beginning.
    history.replaceState(entryOf(shown.current), "", addressOf(shown.current));
    const follow = () => {
      const there = addressed() ?? (history.state as RememberedSession | null) ?? newSession();
      if (there.id === shown.current.id) return;
      kept(there);
      setCurrent(there);
    };
    window.addEventListener("popstate", follow);
    return () => window.removeEventListener("popstate", follow);
  }, []);

  return {
    current,
    open(session: Shown) {
      const isOther = session.id !== shown.current.id;
      if (!isOther && !session.found) return;
      // Whoever is led to the same place once more has gone away from it.
      if (!isOther) flushSync(() => setCurrent({ ...shown.current, found: undefined }));
      kept(session);
      setCurrent(session);
      const [entry, address] = [entryOf(session), addressOf(session)];
      if (isOther) history.pushState(entry, "", address);
      else history.replaceState(entry, "", address);
    },
    /** Something is asked in it: from now on there is something to come back to. */
    used(id: string) {
      const session = kept({ id, isNew: false });
      history.replaceState(session, "", addressOf(session));
      setCurrent((before) => (before.found ? { ...before, found: undefined } : before));
    },
  };
}

function opened(): Shown {
  return addressed() ?? rememberedSession(NAME);
}

/** The conversation that the page's address names. */
function addressed(): Shown | undefined {
  const id = location.hash.slice(1);
  if (!/^[\w.~:@+-]{1,128}$/.test(id)) return undefined;
  const { id: known, replyId } = (history.state ?? {}) as Partial<Entry>;
  return { id, isNew: false, found: known === id && replyId !== undefined ? { replyId } : undefined };
}

function kept({ id, isNew }: RememberedSession): RememberedSession {
  return remember(NAME, { id, isNew });
}

function entryOf({ id, isNew, found }: Shown): Entry {
  return { id, isNew, replyId: found?.replyId };
}

function addressOf({ id, isNew }: RememberedSession): string {
  return isNew ? location.pathname : `${location.pathname}#${id}`;
}
