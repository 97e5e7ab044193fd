import { useCallback, useMemo } from "react";
import { ME } from "../client/service";
import type { RememberedSession } from "./remembered-session";
import { remember, rememberedSession } from "./remembered-session";

/**
 * The given session; without one this browser's own with that user, which survives a reload. The second value is to be
 * called when something is asked.
 */
export function useSession(
  endpoint: string,
  userId: string = ME,
  given: string | undefined,
  isNew: boolean,
): [RememberedSession, () => void] {
  const name = `runnel:session:${endpoint}:${userId}`;
  const session = useMemo(
    () => (given === undefined ? rememberedSession(name) : { id: given, isNew }),
    // Whether it is new matters when it is opened.
    [name, given],
  );
  const use = useCallback(() => {
    if (given === undefined) remember(name, { id: session.id, isNew: false });
  }, [name, given, session]);
  return [session, use];
}
