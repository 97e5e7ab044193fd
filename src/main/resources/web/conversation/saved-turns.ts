import type { Turn } from "./turn";

/** Enough to scroll back in; a browser keeps about five million characters for a whole site. */
const MAX_TURNS = 100;

/** What was said in a session, kept in this browser. The one place to change for keeping it elsewhere. */
export class SavedTurns {
  private readonly name: string;

  constructor(endpoint: string, userId: string, sessionId: string) {
    this.name = `runnel:turns:${endpoint}:${userId}:${sessionId}`;
  }

  load(): Turn[] {
    try {
      const turns: unknown = JSON.parse(localStorage.getItem(this.name) ?? "[]");
      return Array.isArray(turns) ? (turns as Turn[]) : [];
    } catch {
      return [];
    }
  }

  save(turns: Turn[]): void {
    try {
      if (turns.length > 0) localStorage.setItem(this.name, JSON.stringify(turns.slice(-MAX_TURNS)));
    } catch {
      // Full or forbidden: the conversation goes on, and is not restored later.
    }
  }

  /** Calls back when another tab has saved; returns what ends that. */
  watch(changed: () => void): () => void {
    const listener = (event: StorageEvent) => {
      if (event.key === this.name) changed();
    };
    addEventListener("storage", listener);
    return () => removeEventListener("storage", listener);
  }
}
