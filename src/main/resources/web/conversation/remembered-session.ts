import { randomId } from "../client/ids";

/** Which conversation this browser was in. What was said in it is not kept here. */
export interface RememberedSession {
  id: string;
  /** Nobody has asked anything yet in this browser, so there is nothing to look for. */
  isNew: boolean;
}

export function newSession(): RememberedSession {
  return { id: randomId(), isNew: true };
}

/**
 * This tab's of this name, or the one that was used last in this browser, or a new one from now on. On a server it is a
 * new one: what such a process keeps under this name belongs to all its visitors.
 */
export function rememberedSession(name: string): RememberedSession {
  if (typeof window === "undefined") return newSession();
  const own = found(() => sessionStorage, name);
  const last = found(() => localStorage, name);
  if (!own) return remember(name, last ?? newSession());
  // Another tab may have asked something in it.
  return { id: own.id, isNew: own.isNew && own.id === last?.id && last.isNew };
}

function found(storage: () => Storage, name: string): RememberedSession | undefined {
  try {
    const kept = JSON.parse(storage().getItem(name) ?? "null");
    return typeof kept?.id === "string" ? { id: kept.id, isNew: kept.isNew === true } : undefined;
  } catch {
    // Nothing can be read in this browser.
    return undefined;
  }
}

/** For this tab, and for those that are opened later: another one goes on in its own. */
export function remember(name: string, session: RememberedSession): RememberedSession {
  for (const storage of [() => sessionStorage, () => localStorage]) {
    try {
      storage().setItem(name, JSON.stringify(session));
    } catch {
      // Nothing can be kept in this browser: the session lives as long as the page.
    }
  }
  return session;
}
