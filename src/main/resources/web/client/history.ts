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
}

export interface ListedConversation {
  session_id: string;
  /** How its first question begins. */
  title: string;
  /** ISO 8601. */
  last_used: string;
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
  options: HistoryOptions & { sessionId: string; all?: boolean },
): Promise<Transcript | undefined> {
  const response = await send(options, "GET", options.sessionId, { query: options.all ? "?all=true" : "" });
  return response && ((await response.json()) as Transcript);
}

/** Goes back to the branch of this reply, up to the latest that follows it. Rejects with a `HistoryError`. */
export async function chooseBranch(options: HistoryOptions & { sessionId: string; replyId: string }): Promise<void> {
  await send(options, "PATCH", options.sessionId, { change: { branch: options.replyId } });
}

/** A user's conversations, the last used first. Rejects with a `HistoryError`. */
export async function listConversations(options: HistoryOptions): Promise<ListedConversation[]> {
  const response = await send(options, "GET");
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
  { query = "", change }: { query?: string; change?: object } = {},
): Promise<Response | undefined> {
  const service = new Service(options);
  const path = sessionId === undefined ? service.whole : `${service.whole}/${encodeURIComponent(sessionId)}`;
  const headers = { Accept: "application/json", ...(change && { "Content-Type": "application/json" }) };
  const request = { method, headers, body: change && JSON.stringify(change), signal: options.signal };
  const response = await service.request(path + query, request).catch(() => undefined);
  if (response?.ok) return response;
  const refusal = response && (await refusalIn(response).catch(() => undefined));
  if (refusal?.code === "session_unknown") return undefined;
  throw new HistoryError(refusal ?? connectionLost());
}
