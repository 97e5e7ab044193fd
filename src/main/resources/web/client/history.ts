import type { ContextEvent, ErrorEvent } from "./events";
import { connectionLost, refusalIn } from "./failures";
import type { ServiceOptions } from "./options";
import { Service } from "./service";

export type HistoryOptions = Pick<ServiceOptions, "endpoint" | "userId" | "token" | "signal" | "fetch">;

export interface TranscriptMessage {
  role: "user" | "assistant";
  content: string;
  status: "complete" | "length" | "stopped" | "limit" | "interrupted" | (string & {});
  reply_id: string;
  /** The reply before; absent at the beginning. */
  parent?: string;
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

/** What went wrong, as the error event of a reply would say it. */
export class HistoryError extends Error {
  constructor(readonly event: ErrorEvent) {
    super(event.code);
  }
}

/**
 * What was said in a conversation; undefined when there is none. Its current branch, or all turns in the order in which
 * they were asked. Rejects with a `HistoryError`.
 */
export async function readTranscript(
  options: HistoryOptions & { sessionId: string; all?: boolean; before?: string },
): Promise<Transcript | undefined> {
  const { all, before } = options;
  const response = await send(options, "GET", options.sessionId, { query: { ...(all && { all: "true" }), before } });
  return response && ((await response.json()) as Transcript);
}

/** Goes back to the branch of this reply, up to the latest that follows it. Rejects with a `HistoryError`. */
export async function chooseBranch(options: HistoryOptions & { sessionId: string; replyId: string }): Promise<void> {
  await send(options, "PATCH", options.sessionId, { change: { branch: options.replyId } });
}

/** Gives a conversation another title. Rejects with a `HistoryError`. */
export async function renameConversation(options: HistoryOptions & { sessionId: string; title: string }): Promise<void> {
  await send(options, "PATCH", options.sessionId, { change: { title: options.title } });
}

/**
 * A user's conversations, the last used first, or those with all these words. Rejects with a `HistoryError`.
 */
export async function listConversations(options: HistoryOptions & { words?: string }): Promise<ListedConversation[]> {
  const response = await send(options, "GET", undefined, { query: { q: options.words } });
  return response ? (await response.json()).sessions : [];
}

/** Leaves nothing of a conversation, or of the user without one. Rejects with a `HistoryError`. */
export async function eraseConversations(options: HistoryOptions & { sessionId?: string }): Promise<void> {
  await send(options, "DELETE", options.sessionId);
}

async function send(
  options: HistoryOptions,
  method: "GET" | "PATCH" | "DELETE",
  sessionId?: string,
  { query = {}, change }: { query?: Record<string, string | undefined>; change?: object } = {},
): Promise<Response | undefined> {
  const service = new Service(options);
  const path = sessionId === undefined ? service.whole : `${service.whole}/${encodeURIComponent(sessionId)}`;
  const headers = { Accept: "application/json", ...(change && { "Content-Type": "application/json" }) };
  const request = { method, headers, body: change && JSON.stringify(change), signal: options.signal };
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const url = given.length > 0 ? `${path}?${new URLSearchParams(given)}` : path;
  const response = await service.request(url, request).catch(() => undefined);
  if (response?.ok) return response;
  const refusal = response && (await refusalIn(response).catch(() => undefined));
  if (refusal?.code === "session_unknown") return undefined;
  throw new HistoryError(refusal ?? connectionLost());
}
