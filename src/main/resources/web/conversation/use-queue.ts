import { useCallback, useMemo, useRef, useState } from "react";
import type { ErrorEvent, QueuedMessage, ReplyEvent, ReplyOptions, ServiceOptions, When } from "../client";
import { changeQueued, HistoryError, listQueue, streamReply, withdrawQueued } from "../client";
import { randomId } from "../client/ids";
import type { Attempt } from "./use-problem";

/** A message that is not known to have arrived. */
export interface Sending {
  key: string;
  message: string;
  when: When;
}

export interface Queue {
  waiting: QueuedMessage[];
  sending: Sending[];
  /** Resolves to whether the service has it. */
  send(message: string, when: When): Promise<boolean>;
  change(replyId: string, change: { message?: string; when?: When }): void;
  withdraw(replyId: string): void;
  /** Reads it anew; undefined when that is not possible. */
  refresh(): Promise<QueuedMessage[] | undefined>;
  /** Another conversation is shown. */
  clear(): void;
}

/** The messages that wait until a reply has ended. */
export function useQueue(sessionId: string, service: () => ServiceOptions, attempt: Attempt): Queue {
  const [waiting, setWaiting] = useState<QueuedMessage[]>([]);
  const [sending, setSending] = useState<Sending[]>([]);
  const asked = useRef(0);

  const refresh = useCallback(async () => {
    const turn = ++asked.current;
    const options = { ...service(), sessionId };
    // A service of an earlier version knows no queue; without a connection the list stays as it was.
    const found = await listQueue(options).catch(() => undefined);
    if (found && turn === asked.current && !options.signal?.aborted) setWaiting(found);
    return found;
  }, [sessionId, service]);

  const doing = useMemo(() => {
    const trying = async (what: "queue" | "change" | "withdraw", action: () => Promise<unknown>) => {
      const { signal } = service();
      const isDone = await attempt(what, () => action().catch((error) => signal?.aborted || Promise.reject(error)));
      await refresh();
      return isDone;
    };
    return {
      async send(message: string, when: When) {
        const sent = { key: randomId(), message, when };
        setSending((before) => [...before, sent]);
        const isTaken = await trying("queue", () => ask({ ...service(), sessionId, message, when }, sent.key));
        setSending((before) => before.filter(({ key }) => key !== sent.key));
        return isTaken;
      },
      change(replyId: string, change: { message?: string; when?: When }) {
        void trying("change", async () => {
          const changed = await changeQueued({ ...service(), sessionId, replyId, ...change });
          if (!changed) throw new HistoryError(BEGUN);
        });
      },
      withdraw(replyId: string) {
        setWaiting((before) => before.filter(({ reply_id }) => reply_id !== replyId));
        void trying("withdraw", () => withdrawQueued({ ...service(), sessionId, replyId }));
      },
    };
  }, [sessionId, service, attempt, refresh]);

  const clear = useCallback(() => {
    asked.current++;
    setWaiting([]);
    setSending([]);
  }, []);
  return { waiting, sending, refresh, clear, ...doing };
}

const BEGUN: ErrorEvent = { type: "error", code: "queue_begun", message: "", retryable: false };

/** Its reply is followed when its turn has come: until then the service's first word is enough. */
async function ask(options: ReplyOptions, idempotencyKey: string): Promise<void> {
  const left = new AbortController();
  const leave = () => left.abort();
  options.signal?.addEventListener("abort", leave, { once: true });
  try {
    const reply = streamReply({ ...options, idempotencyKey, signal: left.signal, reportReading: false });
    const first = await firstOf(reply);
    if (first?.type === "error") throw new HistoryError(first);
  } finally {
    options.signal?.removeEventListener("abort", leave);
    leave();
  }
}

async function firstOf(events: AsyncIterable<ReplyEvent>): Promise<ReplyEvent | undefined> {
  for await (const event of events) return event;
  return undefined;
}
