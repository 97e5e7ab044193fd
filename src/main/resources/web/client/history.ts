import type { ContextEvent } from "./events";
import type { HistoryOptions } from "./requests";
import { send } from "./requests";

/** The code of a conversation that does not exist. */
const NONE = "session_unknown";

export interface TranscriptMessage {
  role: "user" | "assistant";
  content: string;
  status: "complete" | "length" | "stopped" | "limit" | "interrupted" | (string & {});
  reply_id: string;
  /** The reply before; absent at the beginning. */
  parent?: string;
  /** What was said into the reply while it ran, and after how many of its characters. */
  steering?: { after: number; message: string }[];
}

export interface Transcript {
  session_id: string;
  title: string;
  context: ContextEvent["context"];
  /** The oldest first; of a reply that still runs, its question. */
  messages: TranscriptMessage[];
  running_reply_id?: string;
  /** The newest reply of the current branch. */
  branch?: string;
  /** Gets the page before, if there is one. */
  before?: string;
}

export interface ListedConversation {
  session_id: string;
  /** How its first question begins, unless it was changed. */
  title: string;
  /** ISO 8601. */
  last_used: string;
  /** Where the words are that were searched for; absent when they are in the title. */
  reply_id?: string;
  /** The text around the first of the words that were searched for. */
  excerpt?: string;
}

/**
 * What was said in a conversation; undefined when there is none. Its current branch, or all turns in the order in which
 * they were asked. Rejects with a `HistoryError`.
 */
export async function readTranscript(
  options: HistoryOptions & { sessionId: string; all?: boolean; before?: string },
): Promise<Transcript | undefined> {
  const { all, before } = options;
  const response = await send(options, "GET", [options.sessionId], {
    query: { ...(all && { all: "true" }), before },
    nothing: NONE,
  });
  return response && ((await response.json()) as Transcript);
}

/** Goes back to the branch of this reply, up to the latest that follows it. Rejects with a `HistoryError`. */
export async function chooseBranch(options: HistoryOptions & { sessionId: string; replyId: string }): Promise<void> {
  await send(options, "PATCH", [options.sessionId], { change: { branch: options.replyId } });
}

/** Gives a conversation another title. Rejects with a `HistoryError`. */
export async function renameConversation(options: HistoryOptions & { sessionId: string; title: string }): Promise<void> {
  await send(options, "PATCH", [options.sessionId], { change: { title: options.title } });
}

/**
 * A user's conversations, the last used first, or those with all these words. Rejects with a `HistoryError`.
 */
export async function listConversations(options: HistoryOptions & { words?: string }): Promise<ListedConversation[]> {
  const response = await send(options, "GET", [], { query: { q: options.words } });
  return response ? (await response.json()).sessions : [];
}

/** Leaves nothing of a conversation, or of the user without one. Rejects with a `HistoryError`. */
export async function eraseConversations(options: HistoryOptions & { sessionId?: string }): Promise<void> {
  await send(options, "DELETE", options.sessionId === undefined ? [] : [options.sessionId]);
}
