import { useCallback, useEffect, useRef } from "react";

/** `asked`: a reply has begun. `ended`: it is over. `erased`: nothing is left of the conversation. */
export interface Change {
  sessionId: string;
  what: "asked" | "ended" | "erased";
}

/**
 * Tells the others who show this user's conversations, in this tab and in all of this browser, that one has changed.
 * Nothing of what was said goes that way: the service has it.
 */
export function useTabs(endpoint: string, userId: string, onChange: (change: Change) => void): (change: Change) => void {
  const latest = useRef(onChange);
  latest.current = onChange;
  const channel = useRef<BroadcastChannel>();
  useEffect(() => {
    if (typeof BroadcastChannel === "undefined") return;
    const opened = (channel.current = new BroadcastChannel(`runnel:${endpoint}:${userId}`));
    opened.onmessage = (message: MessageEvent<Change>) => latest.current(message.data);
    return () => opened.close();
  }, [endpoint, userId]);
  return useCallback((change) => {
    try {
      channel.current?.postMessage(change);
    } catch {
      // Closed, with the page that it belonged to.
    }
  }, []);
}
