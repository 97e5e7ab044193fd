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

/** The one of this name, or a new one from now on. */
export function rememberedSession(name: string): RememberedSession {
  try {
    const found = JSON.parse(localStorage.getItem(name) ?? "null");
    if (typeof found?.id === "string") return { id: found.id, isNew: found.isNew === true };
  } catch {
    // Nothing can be read in this browser.
  }
  return remember(name, newSession());
}

export function remember(name: string, session: RememberedSession): RememberedSession {
  try {
    localStorage.setItem(name, JSON.stringify(session));
  } catch {
    // Nothing can be kept in this browser: the session lives as long as the page.
  }
  return session;
}
