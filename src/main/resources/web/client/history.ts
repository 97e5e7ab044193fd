import type { ContextEvent, ErrorEvent } from "./events";
import { connectionLost, refusalIn } from "./failures";
import type { ServiceOptions } from "./options";
import { Service } from "./service";

export type HistoryOptions = Pick<ServiceOptions, "endpoint" | "userId" | "token" | "signal" | "fetch">;

export interface TranscriptMessage {
  role: "user" | "assistant";
  content: string;
  status: "complete" | "stopped" | "limit" | "interrupted" | (string & {});
  reply_id: string;
}

export interface Transcript {
  session_id: string;
  title: string;
  context: ContextEvent["context"];
  /** The oldest first; of a reply that still runs, its question. */
  messages: TranscriptMessage[];
  running_reply_id?: string;
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

/** What was said in a conversation; undefined when there is none. Rejects with a `HistoryError`. */
export async function readTranscript(options: HistoryOptions & { sessionId: string }): Promise<Transcript | undefined> {
  const response = await send(options, "GET", options.sessionId);
  return response && ((await response.json()) as Transcript);
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
  method: "GET" | "DELETE",
  sessionId?: string,
): Promise<Response | undefined> {
  const service = new Service(options);
  const url = sessionId === undefined ? service.whole : `${service.whole}/${encodeURIComponent(sessionId)}`;
  const headers = { Accept: "application/json" };
  const response = await service.request(url, { method, headers, signal: options.signal }).catch(() => undefined);
  if (response?.ok) return response;
  const refusal = response && (await refusalIn(response).catch(() => undefined));
  if (refusal?.code === "session_unknown") return undefined;
  throw new HistoryError(refusal ?? connectionLost());
}
