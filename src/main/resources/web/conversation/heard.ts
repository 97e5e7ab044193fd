import type { ErrorEvent, ReplyEvent, StatusEvent } from "../client";
import type { Steering, Turn, TurnFailure } from "./turn";

/** A turn after this event of its reply. */
export function heardBy(turn: Turn, event: ReplyEvent): Turn {
  switch (event.type) {
    case "status":
      return {
        ...turn,
        replyId: event.reply_id ?? turn.replyId,
        activity: activityAfter(turn, event),
        steering: steeringAfter(turn, event),
      };
    case "chunk":
      return {
        ...turn,
        state: "writing",
        activity: undefined,
        continues: undefined,
        answer: (turn.continues ? "" : turn.answer) + event.content,
      };
    case "complete":
      return {
        ...turn,
        activity: undefined,
        continues: undefined,
        state: event.finish_reason === "stopped" ? "stopped" : "complete",
        finishReason: event.finish_reason,
        suggestions: event.suggestions,
      };
    case "error":
      return broken(turn, failureIn(event));
    default:
      // What the model thinks, calls of tools, which this page has none of, and types that came with a later version.
      return turn;
  }
}

function steeringAfter({ steering, answer }: Turn, { status, message }: StatusEvent): Steering[] | undefined {
  if (status !== "steering" || message === undefined) return steering;
  return [...(steering ?? []), { after: answer.length, message }];
}

function activityAfter(turn: Turn, { status, queued }: StatusEvent): Turn["activity"] {
  switch (status) {
    case "thinking":
      return "thinking";
    case "retrying":
      return "retrying";
    case "waiting":
      return turn.activity;
    case "queued":
      // With a number: others wait for the end of this one.
      return queued === undefined ? "queued" : turn.activity;
    default:
      return undefined;
  }
}

export function broken(turn: Turn, failure: TurnFailure): Turn {
  return { ...turn, state: "broken", activity: undefined, continues: undefined, failure };
}

export function failureIn(event: ErrorEvent): TurnFailure {
  return {
    code: event.code,
    message: event.message,
    retryable: event.retryable || event.code === "reply_unknown",
    retryAt: event.retry_after === undefined ? undefined : Date.now() + event.retry_after * 1000,
  };
}
