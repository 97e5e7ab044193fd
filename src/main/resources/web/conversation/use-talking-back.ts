import type { MutableRefObject } from "react";
import { useEffect, useRef } from "react";
import type { ReplyEvent, When } from "../client";
import { waitFor } from "../client/waiting";
import type { Following } from "./use-following";
import type { Attempt } from "./use-problem";
import type { Queue } from "./use-queue";
import { useQueue } from "./use-queue";

/** For as long as one pod may not know yet what another one has ended. */
const TRIES = 5;
const PAUSE_MS = 250;

export interface TalkingBack {
  queue: Queue;
  /** Resolves to whether the service has it. */
  send(message: string, when: When): Promise<boolean>;
  heard(event: ReplyEvent): void;
  /** Whether another reply follows the one that runs. */
  isExpected(): boolean;
  /** A reply has ended here: follows the next one. */
  next(): Promise<void>;
}

/** What is said while a reply runs: it waits, and when its turn has come its reply is followed. */
export function useTalkingBack(
  sessionId: string,
  following: Following,
  attempt: Attempt,
  catchUp: MutableRefObject<() => Promise<void>>,
): TalkingBack {
  const { reply, session, service } = following;
  const queue = useQueue(sessionId, service, attempt);
  /** How many wait, as the reply that runs has said. */
  const announced = useRef(0);
  useEffect(() => {
    announced.current = 0;
    queue.clear();
  }, [sessionId, queue.clear]);

  const isExpected = () => announced.current + queue.waiting.length + queue.sending.length > 0;
  /** Which one is next only the transcript knows: of those that wait, some may have begun, and even ended, meanwhile. */
  async function next(): Promise<void> {
    const { signal } = session.current;
    announced.current = 0;
    for (let tries = 1; tries <= TRIES; tries++) {
      // Asked for first: what has left the queue by then is in the transcript.
      const waiting = await queue.refresh();
      if (signal.aborted || reply.current) return;
      await catchUp.current();
      if (signal.aborted || reply.current || !waiting?.length) return;
      await waitFor(PAUSE_MS * tries, signal);
    }
  }
  const latest = useRef(next);
  latest.current = next;

  return {
    queue,
    async send(message, when) {
      const isTaken = await queue.send(message, when);
      // Also where it did not wait: the reply may have ended right before.
      if (isTaken) announced.current = Math.max(announced.current, 1);
      if (isTaken && !reply.current) void latest.current();
      return isTaken;
    },
    heard(event) {
      if (event.type !== "status") return;
      if (event.status === "queued" && event.queued !== undefined) announced.current = event.queued;
      const isChange = event.queued !== undefined || event.status === "steering";
      if (isChange || (event.status === "processing" && queue.waiting.length > 0)) void queue.refresh();
    },
    isExpected,
    next: () => latest.current(),
  };
}
