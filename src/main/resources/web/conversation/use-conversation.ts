import { useEffect, useReducer, useRef } from "react";
import type { ServiceOptions, When } from "../client";
import { randomId } from "../client/ids";
import type { ConversationState } from "./conversation-state";
import { EMPTY, reduce } from "./conversation-state";
import type { Found } from "./found";
import type { Measure } from "./measure";
import { useTabs } from "./tabs";
import { isRunning } from "./turn";
import { useFollowing } from "./use-following";
import { useHistory } from "./use-history";
import type { Problem } from "./use-problem";
import { useProblem } from "./use-problem";
import type { Queue } from "./use-queue";
import { useSending } from "./use-sending";
import { useTalkingBack } from "./use-talking-back";
import type { TurnActions } from "./use-turn-actions";
import { useTurnActions } from "./use-turn-actions";

export interface ConversationOptions {
  endpoint: string;
  userId?: string;
  sessionId: string;
  /** Nothing was said in the session yet. */
  isNew: boolean;
  found: Found | undefined;
  token: ServiceOptions["token"];
  onUnauthenticated?: () => void;
  useStreaming: boolean;
  reportReading?: boolean;
  onMeasure?: (measure: Measure) => void;
}

export interface Conversation extends ConversationState {
  isBusy: boolean;
  /** What was tried last, if it could not be done. */
  problem: Problem | undefined;
  isLoadingOlder: boolean;
  actions: TurnActions;
  queue: Queue;
  ask(question: string): void;
  /** While a reply runs. Resolves to whether the service has it. */
  sendMeanwhile(message: string, when: When): Promise<boolean>;
  stop(): void;
  /** Fetches once more what was said before. */
  restore(): void;
  /** Fetches the turns before; `arriving` is called right before they are shown. */
  older(arriving: () => void): void;
}

/** One session's turns: restored from the service, followed while a reply runs, shared with other tabs. */
export function useConversation(options: ConversationOptions): Conversation {
  const { endpoint, userId, sessionId } = options;
  const latest = useRef(options);
  latest.current = options;
  const [state, dispatch] = useReducer(reduce, EMPTY);
  const { problem, attempt, setProblem } = useProblem();
  /** Somebody else has changed the conversation while a reply was followed here. */
  const isBehind = useRef(false);
  /** The place that was looked for last. */
  const asked = useRef<string>();

  const following = useFollowing(latest, dispatch, {
    heard(event) {
      // Before one that had to wait there may be others, which nobody has followed here.
      if (event.type === "status" && event.status === "queued" && event.queued === undefined) isBehind.current = true;
      talking.heard(event);
    },
    ended() {
      if (talking.isExpected()) void talking.next();
      else if (isBehind.current) void catchUp.current();
    },
  });
  const { reply, session } = following;
  const catchUp = useRef(() => Promise.resolve());
  const talking = useTalkingBack(sessionId, following, attempt, catchUp);
  const { queue } = talking;
  const history = useHistory(sessionId, following, dispatch, attempt, {
    running: queue.refresh,
    missed: () => (isBehind.current = true),
    elsewhere: (replyId) => void chooseHere(replyId),
  });
  const { restore, seek, older, isLoading, choose } = history;
  catchUp.current = () => {
    isBehind.current = false;
    return restore();
  };
  const tell = useTabs(endpoint, userId, (change) => {
    if (change.sessionId !== sessionId) return;
    if (reply.current) isBehind.current = true;
    else void catchUp.current();
  });
  const send = useSending(latest, following.follow, tell);

  useEffect(() => {
    const here = (session.current = new AbortController());
    const { isNew, found } = latest.current;
    isBehind.current = false;
    dispatch({ type: "opened", isNew });
    setProblem(undefined);
    asked.current = found?.replyId;
    if (!isNew) void seek(asked.current);
    return () => {
      here.abort();
      reply.current = undefined;
    };
  }, [seek, reply, session, setProblem]);

  const { turns } = state;
  const place = options.found?.replyId;
  useEffect(() => {
    if (place === asked.current) return;
    asked.current = place;
    if (place !== undefined && !turns.some(({ replyId }) => replyId === place)) void seek(place);
  }, [place]);

  const isBusy = isRunning(turns.at(-1));
  const chooseHere = async (replyId: string) => {
    if (await choose(replyId)) tell({ sessionId, what: "ended" });
  };
  const actions = useTurnActions({ turns, isBusy, dispatch, send, setProblem, choose: (id) => void chooseHere(id) });
  return {
    ...state,
    isBusy,
    problem,
    isLoadingOlder: isLoading,
    actions,
    // What has begun is among the turns.
    queue: { ...queue, waiting: queue.waiting.filter((entry) => !turns.some((turn) => turn.replyId === entry.reply_id)) },
    sendMeanwhile: talking.send,
    ask(question) {
      const message = question.trim();
      if (message === "" || isBusy) return;
      const idempotencyKey = randomId();
      setProblem(undefined);
      dispatch({ type: "asked", question: message, key: idempotencyKey });
      send({ message, idempotencyKey });
    },
    stop: () => reply.current?.stop(),
    restore: () => void restore(),
    older: (arriving) => turns[0]?.replyId !== undefined && void older(turns[0].replyId, arriving),
  };
}
