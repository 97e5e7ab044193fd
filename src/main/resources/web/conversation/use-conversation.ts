import { useCallback, useEffect, useMemo, useReducer, useRef } from "react";
import type { Reply, ServiceOptions } from "../client";
import { resumeReply, streamReply } from "../client";
import { randomId } from "../client/ids";
import type { ConversationState } from "./conversation-state";
import { EMPTY, reduce } from "./conversation-state";
import type { Measure } from "./measure";
import { measuring } from "./measure";
import { SavedTurns } from "./saved-turns";
import type { Turn } from "./turn";
import { isRunning } from "./turn";

export interface ConversationOptions {
  endpoint: string;
  userId: string;
  sessionId: string;
  token?: string;
  useStreaming: boolean;
  onMeasure?: (measure: Measure) => void;
}

export interface Conversation extends ConversationState {
  isBusy: boolean;
  ask(question: string): void;
  stop(): void;
  retry(): void;
}

/** One session's turns: restored from the browser, followed while a reply runs, shared with other tabs. */
export function useConversation(options: ConversationOptions): Conversation {
  const { endpoint, userId, sessionId } = options;
  const latest = useRef(options);
  latest.current = options;
  const [state, dispatch] = useReducer(reduce, EMPTY);
  const reply = useRef<Reply>();
  const session = useRef(new AbortController());
  const saved = useMemo(() => new SavedTurns(endpoint, userId, sessionId), [endpoint, userId, sessionId]);

  const follow = useCallback(
    (start: (service: ServiceOptions) => Reply, measured?: ReturnType<typeof measuring>) => {
      const { signal } = session.current;
      const current = start({
        endpoint,
        userId,
        signal,
        token: () => latest.current.token,
        onEvent(event) {
          if (signal.aborted) return;
          dispatch({ type: "heard", event });
          measured?.(event);
        },
        onConnection: (connection) => signal.aborted || dispatch({ type: "connection", state: connection }),
      });
      reply.current = current;
      void current.finished.then(() => {
        if (reply.current === current) reply.current = undefined;
        if (!signal.aborted) dispatch({ type: "lost" });
      });
    },
    [endpoint, userId],
  );

  const resume = useCallback(
    (turn: Turn) => {
      dispatch({ type: "begun", key: turn.key, replyId: turn.replyId });
      follow((service) => resumeReply({ ...service, replyId: turn.replyId, sessionId }));
    },
    [follow, sessionId],
  );

  useEffect(() => {
    const here = (session.current = new AbortController());
    const restore = () => {
      const turns = saved.load();
      dispatch({ type: "restored", turns });
      return turns.at(-1);
    };
    const last = restore();
    if (last && isRunning(last)) resume(last);
    const stopWatching = saved.watch(() => {
      if (reply.current) return;
      const changed = restore();
      // Without its name the reply has perhaps not begun yet; the tab that asked saves once more when it has.
      if (changed && isRunning(changed) && changed.replyId) resume(changed);
    });
    return () => {
      stopWatching();
      here.abort();
      reply.current = undefined;
    };
  }, [saved, resume]);

  const last = state.turns.at(-1);
  const turns = useRef(state.turns);
  turns.current = state.turns;
  useEffect(() => {
    if (state.isNews) saved.save(turns.current);
  }, [saved, state.isNews, state.turns.length, last?.state, last?.key, last?.replyId]);

  const send = useCallback(
    (message: string, idempotencyKey: string) => {
      const { useStreaming, onMeasure } = latest.current;
      follow(
        (service) => streamReply({ ...service, message, sessionId, idempotencyKey, streaming: useStreaming }),
        onMeasure && measuring(onMeasure),
      );
    },
    [follow, sessionId],
  );

  const isBusy = isRunning(last);
  return {
    ...state,
    isBusy,
    ask(question) {
      const message = question.trim();
      if (message === "" || isBusy) return;
      const key = randomId();
      dispatch({ type: "asked", question: message, key });
      send(message, key);
    },
    stop: () => reply.current?.stop(),
    retry() {
      if (!last || isBusy) return;
      // A question that got an answer under its name would get that same answer again.
      const key = last.replyId ? randomId() : last.key;
      dispatch({ type: "begun", key });
      send(last.question, key);
    },
  };
}
