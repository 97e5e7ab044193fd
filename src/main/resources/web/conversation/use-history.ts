import type { Dispatch } from "react";
import { useCallback, useEffect, useRef, useState } from "react";
import type { HistoryOptions, Transcript } from "../client";
import { chooseBranch, HistoryError, readTranscript, resumeReply } from "../client";
import { backoff, waitFor } from "../client/waiting";
import { pathTo } from "./branches";
import type { Action } from "./conversation-state";
import { treeOf } from "./transcript-turns";
import type { Turn } from "./turn";
import type { Following } from "./use-following";
import type { Attempt } from "./use-problem";

/** A person who presses the button is quicker. */
const SETTLE_MS = 2000;

interface Told {
  /** Something may wait for the end of the reply that runs. */
  running(): unknown;
  /** It cannot be followed now: another one is. */
  missed(): void;
  /** The turn that was looked for is on another branch. */
  elsewhere(replyId: string): void;
}

type Session = HistoryOptions & { sessionId: string };

/** What was said before: read when the conversation is opened, and once more when somebody else has changed it. */
export function useHistory(
  sessionId: string,
  following: Following,
  dispatch: Dispatch<Action>,
  attempt: Attempt,
  told: Told,
) {
  const { follow, reply, begun, session, service } = following;
  const latestTold = useRef(told);
  latestTold.current = told;
  const trying = useRef(new AbortController());
  const [isLoading, setLoading] = useState(false);
  /** The turn that is to be among those that are read. */
  const sought = useRef<string>();
  useEffect(() => {
    sought.current = undefined;
  }, [sessionId]);

  const restoreOnce = useCallback(async () => {
    const { signal } = session.current;
    const place = sought.current;
    let pages: Transcript[];
    let known: number;
    do {
      known = begun.current;
      pages = await pagesOf({ ...service(), sessionId }, place);
      if (signal.aborted) return;
      // A transcript that was asked for before a reply began and ended lacks its turn.
    } while (known !== begun.current && !reply.current);
    dispatch({ type: "restored", pages });
    if (sought.current === place) sought.current = undefined;
    const replyId = pages[0]?.running_reply_id;
    if (replyId === undefined) {
      if (place !== undefined && isElsewhere(place, pages)) latestTold.current.elsewhere(place);
      return;
    }
    void latestTold.current.running();
    if (reply.current) {
      if (reply.current.replyId !== replyId) latestTold.current.missed();
      return;
    }
    dispatch({ type: "begun", key: replyId, replyId });
    follow((options) => resumeReply({ ...options, replyId, sessionId }));
  }, [sessionId, follow, reply, begun, session, service, dispatch]);

  /** Until it is there: as soon as the network is back, and now and then in between. */
  const restore = useCallback(async () => {
    trying.current.abort();
    const { signal } = (trying.current = new AbortController());
    const opened = session.current.signal;
    opened.addEventListener("abort", () => trying.current.abort(), { once: true });
    for (let failures = 1; !signal.aborted; failures++) {
      try {
        return await restoreOnce();
      } catch (error) {
        if (signal.aborted || opened.aborted || !(error instanceof HistoryError)) return;
        dispatch({ type: "unrestored", event: error.event });
        if (!error.event.retryable) return;
      }
      await waitFor(SETTLE_MS + backoff(failures), signal);
    }
  }, [restoreOnce, session, dispatch]);

  const seek = useCallback(
    (replyId: string | undefined) => {
      sought.current = replyId;
      return restore();
    },
    [restore],
  );

  /** What goes wrong for another conversation than the one that is shown is nobody's concern. */
  const attemptHere: Attempt = useCallback(
    (what, action) => {
      const { signal } = session.current;
      return attempt(what, () => action().catch((error) => signal.aborted || Promise.reject(error)));
    },
    [session, attempt],
  );

  const older = useCallback(
    async (before: string, arriving: () => void) => {
      const { signal } = session.current;
      setLoading(true);
      await attemptHere("older", async () => {
        const page = await readTranscript({ ...service(), sessionId, before });
        if (signal.aborted) return;
        arriving();
        dispatch({ type: "older", page });
      });
      setLoading(false);
    },
    [sessionId, session, service, dispatch, attemptHere],
  );

  const choose = useCallback(
    async (replyId: string) => {
      dispatch({ type: "chosen", replyId });
      const isDone = await attemptHere("choose", () => chooseBranch({ ...service(), sessionId, replyId }));
      if (!isDone) void restore();
      return isDone;
    },
    [sessionId, service, dispatch, attemptHere, restore],
  );

  return { restore, seek, older, isLoading, choose };
}

/**
 * The newest turns of all branches, and those before them up to the place; where the current one ends before them, its
 * newest ones, too.
 */
async function pagesOf(session: Session, place: string | undefined): Promise<Transcript[]> {
  const all = await readTranscript({ ...session, all: true });
  if (!all) return [];
  const pages = [all];
  for (let last = all; place !== undefined && !has(last, place) && last.before !== undefined; last = pages.at(-1)!) {
    const page = await readTranscript({ ...session, all: true, before: last.before });
    // It was erased meanwhile.
    if (!page) return [];
    pages.push(page);
  }
  const { branch } = all;
  if (branch === undefined || pages.some((page) => has(page, branch))) return pages;
  const current = await readTranscript(session);
  return current ? [...pages, current] : pages;
}

function has({ messages }: Transcript, replyId: string): boolean {
  return messages.some((message) => message.reply_id === replyId);
}

function isElsewhere(replyId: string, pages: Transcript[]): boolean {
  const tree = treeOf(pages);
  const branch = pages.at(-1)?.branch;
  const isAmong = (turns: Turn[]) => turns.some((turn) => turn.replyId === replyId);
  return branch !== undefined && isAmong(tree) && !isAmong(pathTo(tree, branch));
}
