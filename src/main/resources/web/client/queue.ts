import type { HistoryOptions } from "./requests";
import { send } from "./requests";

/**
 * What becomes of a message that is sent while a reply runs. `queue`: it is asked when that has ended. `steer`: it goes
 * into that reply as a correction. `interrupt`: that reply is stopped, and it is asked next.
 */
export type When = "queue" | "steer" | "interrupt";

/** A message that waits. */
export interface QueuedMessage {
  /** Names it: its reply, or the `steer_id` of a correction that has not arrived in its reply yet. */
  reply_id: string;
  message: string;
  when: When;
  /** ISO 8601. */
  created_at: string;
}

type Session = HistoryOptions & { sessionId: string };

/** The messages that wait in a session, in the order in which they will be asked. Rejects with a `HistoryError`. */
export async function listQueue(options: Session): Promise<QueuedMessage[]> {
  const response = await send(options, "GET", [options.sessionId, "queue"], { nothing: "session_unknown" });
  return response ? (await response.json()).queued : [];
}

/**
 * Gives a message that waits another text, or another time: `interrupt` and `steer` send it now. Undefined when it does
 * not wait any more. Rejects with a `HistoryError`.
 */
export async function changeQueued(
  options: Session & { replyId: string; message?: string; when?: When },
): Promise<QueuedMessage | undefined> {
  const { sessionId, replyId, message, when } = options;
  const asked = { change: { message, when }, nothing: "reply_unknown" };
  const response = await send(options, "PATCH", [sessionId, "queue", replyId], asked);
  return response && ((await response.json()) as QueuedMessage);
}

/** Takes a message back that waits. Rejects with a `HistoryError`. */
export async function withdrawQueued(options: Session & { replyId: string }): Promise<void> {
  await send(options, "DELETE", [options.sessionId, "queue", options.replyId]);
}
