import type { MutableRefObject } from "react";
import { useCallback } from "react";
import type { ReplyOptions } from "../client";
import { streamReply } from "../client";
import { failureIn } from "./heard";
import { measuring } from "./measure";
import type { Change } from "./tabs";
import type { TurnFailure } from "./turn";
import type { ConversationOptions } from "./use-conversation";
import type { Follow } from "./use-following";

/** `onRefused`: the service has begun no reply. */
export type Send = (asked: Partial<ReplyOptions>, onRefused?: (failure: TurnFailure) => void) => void;

/** Asks, and follows the reply; other tabs are told of it. */
export function useSending(
  latest: MutableRefObject<ConversationOptions>,
  follow: Follow,
  tell: (change: Change) => void,
): Send {
  return useCallback(
    (asked, onRefused) => {
      const { sessionId, useStreaming, onMeasure } = latest.current;
      const measured = onMeasure && measuring(onMeasure);
      let isKnown = false;
      follow((service) => streamReply({ ...service, sessionId, streaming: useStreaming, ...asked }), {
        onEvent(event) {
          measured?.(event);
          // From its first event on, others find the reply.
          if (!isKnown) tell({ sessionId, what: "asked" });
          isKnown = true;
        },
        onEnd(end, isTaken) {
          if (end?.type === "error" && !isTaken) onRefused?.(failureIn(end));
          tell({ sessionId, what: "ended" });
        },
      });
    },
    [latest, follow, tell],
  );
}
