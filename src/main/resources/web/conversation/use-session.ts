import { useMemo } from "react";
import { randomId } from "../client/ids";

/** The given session; without one this browser's own with that user, which survives a reload. */
export function useSession(endpoint: string, userId: string, given: string | undefined): string {
  return useMemo(() => given ?? remembered(`runnel:session:${endpoint}:${userId}`), [endpoint, userId, given]);
}

function remembered(name: string): string {
  const created = randomId();
  try {
    const found = localStorage.getItem(name);
    if (found) return found;
    localStorage.setItem(name, created);
  } catch {
    // Nothing can be kept in this browser: the session lives as long as the page.
  }
  return created;
}
