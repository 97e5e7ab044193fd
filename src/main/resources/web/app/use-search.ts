import { useEffect, useState } from "react";
import type { ListedConversation } from "../client";
import { listConversations } from "../client";
import type { Access } from "./access";
import type { Attempt } from "./use-problem";

/** People write several letters in this time. */
const PAUSE_MS = 250;

/** The conversations with all these words; undefined while nothing is searched for, or nothing was found out yet. */
export function useSearch(access: Access, words: string, attempt: Attempt): ListedConversation[] | undefined {
  const [found, setFound] = useState<ListedConversation[]>();
  const wanted = words.trim();
  useEffect(() => {
    if (wanted === "") {
      setFound(undefined);
      return;
    }
    const left = new AbortController();
    const search = async () => {
      const list = await listConversations({ ...access, words: wanted, signal: left.signal }).catch((error) => {
        // Other words are searched for.
        if (left.signal.aborted) return undefined;
        throw error;
      });
      if (list && !left.signal.aborted) setFound(list);
    };
    const timer = setTimeout(() => void attempt("search", search), PAUSE_MS);
    return () => {
      clearTimeout(timer);
      left.abort();
    };
  }, [access, wanted, attempt]);
  return found;
}
