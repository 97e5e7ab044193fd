import { useCallback, useEffect, useReducer, useRef } from "react";
import type { Reply, ServiceOptions } from "../client";
import { HistoryError, readTranscript, resumeReply, streamReply } from "../client";
import { randomId } from "../client/ids";
import type { ConversationState } from "./conversation-state";
import { EMPTY, reduce } from "./conversation-state";
import type { Measure } from "./measure";
import { measuring } from "./measure";
import { useTabs } from "./tabs";
import { isRunning } from "./turn";

export interface ConversationOptions {
  endpoint: string;
  userId: string;
  sessionId: string;
  /** Nothing was said in the session yet. */
  isNew: boolean;
  token?: string;
  useStreaming: boolean;
  reportReading?: boolean;
  onMeasure?: (measure: Measure) => void;
}

export interface Conversation extends ConversationState {
  isBusy: boolean;
  ask(question: string): void;
  stop(): void;
  retry(): void;
  /** Fetches once more what was said before. */
  restore(): void;
}

/** One session's turns: restored from the service, followed while a reply runs, shared with other tabs. */
export function useConversation(options: ConversationOptions): Conversation {
  const { endpoint, userId, sessionId } = options;
  const latest = useRef(options);
  latest.current = options;
  const [state, dispatch] = useReducer(reduce, EMPTY);
  const reply = useRef<Reply>();
  const session = useRef(new AbortController());
  /** Somebody else has changed the conversation while a reply was followed here. */
  const isBehind = useRef(false);
  const catchUp = useRef(() => {});

  const tell = useTabs(endpoint, userId, (change) => {
    if (change.sessionId !== sessionId) return;
    if (reply.current) isBehind.current = true;
    else catchUp.current();
  });

  const follow = useCallback(
    (start: (service: ServiceOptions) => Reply, onEvent?: ServiceOptions["onEvent"], onEnd?: () => void) => {
      const { signal } = session.current;
      const current = start({
        endpoint,
        userId,
        signal,
        token: () => latest.current.token,
        reportReading: latest.current.reportReading,
        onEvent(event) {
          if (signal.aborted) return;
          dispatch({ type: "heard", event });
          onEvent?.(event);
        },
        onConnection: (connection) => signal.aborted || dispatch({ type: "connection", state: connection }),
      });
      reply.current = current;
      void current.finished.then(() => {
        if (reply.current === current) reply.current = undefined;
        if (signal.aborted) return;
        dispatch({ type: "lost" });
        onEnd?.();
        if (isBehind.current) catchUp.current();
      });
    },
    [endpoint, userId],
  );

  const restore = useCallback(async () => {
    const { signal } = session.current;
    isBehind.current = false;
    try {
      const token = () => latest.current.token;
      const transcript = await readTranscript({ endpoint, userId, sessionId, signal, token });
      if (signal.aborted) return;
      dispatch({ type: "restored", transcript });
      const replyId = transcript?.running_reply_id;
      if (replyId === undefined || reply.current) return;
      dispatch({ type: "begun", key: replyId, replyId });
      follow((service) => resumeReply({ ...service, replyId, sessionId }));
    } catch (error) {
      if (!signal.aborted && error instanceof HistoryError) dispatch({ type: "unrestored", event: error.event });
    }
  }, [endpoint, userId, sessionId, follow]);

  catchUp.current = () => void restore();

  useEffect(() => {
    const here = (session.current = new AbortController());
    const { isNew } = latest.current;
    dispatch({ type: "opened", isNew });
    if (!isNew) void restore();
    return () => {
      here.abort();
      reply.current = undefined;
    };
  }, [restore]);

  const send = useCallback(
    (message: string, idempotencyKey: string, regenerate?: string) => {
      const { useStreaming, onMeasure } = latest.current;
      const measured = onMeasure && measuring(onMeasure);
      let isKnown = false;
      follow(
        (service) => streamReply({ ...service, message, sessionId, regenerate, idempotencyKey, streaming: useStreaming }),
        (event) => {
          measured?.(event);
          // From its first event on, others find the reply.
          if (!isKnown) tell({ sessionId, what: "asked" });
          isKnown = true;
        },
        () => tell({ sessionId, what: "ended" }),
      );
    },
    [follow, sessionId, tell],
  );

  const last = state.turns.at(-1);
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
      send(last.question, key, last.replyId);
    },
    restore: () => void restore(),
  };
}
