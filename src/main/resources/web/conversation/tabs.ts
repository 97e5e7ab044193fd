import { useCallback, useEffect, useRef } from "react";
import { ME } from "../client/service";

/**
 * `asked`: a reply has begun. `ended`: it is over, or another branch was chosen. `erased`: nothing is left of the
 * conversation. `renamed`: it has another title.
 */
export interface Change {
  sessionId: string;
  what: "asked" | "ended" | "erased" | "renamed";
}

/**
 * Tells the others who show this user's conversations, in this tab and in all of this browser, that one has changed.
 * Nothing of what was said goes that way: the service has it.
 */
export function useTabs(
  endpoint: string,
  userId: string = ME,
  onChange: (change: Change) => void,
): (change: Change) => void {
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
