import type { Dispatch, MutableRefObject } from "react";
import { useCallback, useRef } from "react";
import type { Reply, ReplyEvent, ServiceOptions, TerminalEvent } from "../client";
import type { Action } from "./conversation-state";
import { perFrame } from "./per-frame";
import type { ConversationOptions } from "./use-conversation";

interface Watcher {
  onEvent?(event: ReplyEvent): void;
  /** `isTaken`: the service has begun a reply. */
  onEnd?(end: TerminalEvent | undefined, isTaken: boolean): void;
}

/** Whoever is told of all replies that are followed. */
interface Told {
  heard(event: ReplyEvent): void;
  ended(): void;
}

export type Follow = (start: (service: ServiceOptions) => Reply, watcher?: Watcher) => void;

export interface Following {
  follow: Follow;
  reply: MutableRefObject<Reply | undefined>;
  /** How many replies have been followed. */
  begun: MutableRefObject<number>;
  /** Aborted when another conversation is shown. */
  session: MutableRefObject<AbortController>;
  /** How the service is asked for the conversation that is shown. */
  service(): ServiceOptions;
}

/** Follows one reply at a time of the conversation that is shown. */
export function useFollowing(
  latest: MutableRefObject<ConversationOptions>,
  dispatch: Dispatch<Action>,
  told: Told,
): Following {
  const reply = useRef<Reply>();
  const begun = useRef(0);
  const session = useRef(new AbortController());
  const latestTold = useRef(told);
  latestTold.current = told;

  const service = useCallback((): ServiceOptions => {
    const { endpoint, userId, token, reportReading } = latest.current;
    const onUnauthenticated = () => latest.current.onUnauthenticated?.();
    return { endpoint, userId, token, onUnauthenticated, reportReading, signal: session.current.signal };
  }, [latest]);

  const follow: Follow = useCallback(
    (start, watcher = {}) => {
      const { signal } = session.current;
      let isTaken = false;
      begun.current++;
      const draw = perFrame((event) => signal.aborted || dispatch({ type: "heard", event }));
      const current = start({
        ...service(),
        onEvent(event) {
          if (signal.aborted) return;
          isTaken ||= event.type === "status" || event.type === "chunk";
          draw(event);
          watcher.onEvent?.(event);
          latestTold.current.heard(event);
        },
        onConnection: (connection) => signal.aborted || dispatch({ type: "connection", state: connection }),
      });
      reply.current = current;
      void current.finished.then((end) => {
        if (reply.current === current) reply.current = undefined;
        if (signal.aborted) return;
        dispatch({ type: "lost" });
        watcher.onEnd?.(end, isTaken);
        latestTold.current.ended();
      });
    },
    [dispatch, service],
  );
  return { follow, reply, begun, session, service };
}
