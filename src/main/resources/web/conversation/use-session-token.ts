import { useCallback, useEffect, useRef } from "react";
import type { Token, TokenSource } from "../client";
import { isRunning, wasTaken } from "./turn";
import type { Conversation } from "./use-conversation";

const REFUSED = "unauthenticated";

interface SessionToken {
  /** As requests ask for it. */
  token(refused?: string): Promise<Token>;
  /** What the last request got. */
  readonly given: { current: Token };
}

/**
 * The page's token. While the page gives `undefined`, requests wait for it; without the property, and with `null`, there
 * is none.
 */
export function useSessionToken(props: { sessionToken?: TokenSource }): SessionToken {
  const latest = useRef<TokenSource>(undefined);
  latest.current = "sessionToken" in props ? props.sessionToken : null;
  const given = useRef<Token>(undefined);
  const waiting = useRef<Array<() => void>>([]);
  useEffect(() => {
    if (latest.current !== undefined) waiting.current.splice(0).forEach((wake) => wake());
  });
  const token = useCallback(async (refused?: string) => {
    while (latest.current === undefined) await new Promise<void>((wake) => waiting.current.push(wake));
    const source = latest.current;
    return typeof source === "function" ? source(refused) : (given.current = source);
  }, []);
  return { token, given };
}

/** What was refused for its token is tried once more when the page has another one, which may have come before the refusal. */
export function useNewToken(
  token: TokenSource,
  given: SessionToken["given"],
  { restored, restore, actions, problem, turns }: Conversation,
): void {
  const last = turns.at(-1);
  const isUnrestored = typeof restored === "object" && restored.code === REFUSED;
  const isRefused = !isRunning(last) && last?.failure?.code === REFUSED;
  // What was to wait for the end of a reply is in the field again, to be sent by whoever wrote it.
  const again = problem?.failure.code === REFUSED && problem.what !== "queue" ? problem.again : undefined;
  useEffect(() => {
    if (typeof token !== "string" || token === given.current) return;
    if (isUnrestored || (isRefused && wasTaken(last!))) restore();
    else if (isRefused) actions.retry();
    again?.();
  }, [token, isUnrestored, isRefused, again]);
}
