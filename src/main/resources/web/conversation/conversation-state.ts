import type { ConnectionState, ContextEvent, ReplyEvent } from "../client";
import type { Turn, TurnFailure } from "./turn";
import { isRunning, newTurn } from "./turn";

export interface ConversationState {
  turns: Turn[];
  context: ContextEvent["context"] | undefined;
  connection: ConnectionState;
  /** Whether other tabs learn of these turns from here. A tab that only watches must not save: it would undo what it has not heard yet. */
  isNews: boolean;
}

export const EMPTY: ConversationState = { turns: [], context: undefined, connection: "closed", isNews: false };

export type Action =
  | { type: "restored"; turns: Turn[] }
  | { type: "asked"; question: string; key: string }
  /** The last question is asked anew, or its reply followed from the start. */
  | { type: "begun"; key: string; replyId?: string }
  | { type: "heard"; event: ReplyEvent }
  | { type: "lost" }
  | { type: "connection"; state: ConnectionState };

export function reduce(state: ConversationState, action: Action): ConversationState {
  switch (action.type) {
    case "restored":
      return { ...EMPTY, turns: action.turns };
    case "asked":
      return { ...state, turns: [...state.turns, newTurn(action.question, action.key)], isNews: true };
    case "begun":
      return {
        ...updateLast(state, (turn) => ({ ...newTurn(turn.question, action.key), id: turn.id, replyId: action.replyId })),
        isNews: action.replyId === undefined,
      };
    case "heard":
      return heard(state, action.event);
    case "lost":
      return ended(state, (turn) => (isRunning(turn) ? { ...turn, state: "broken", failure: LOST } : turn));
    case "connection":
      return { ...state, connection: action.state };
  }
}

const LOST: TurnFailure = { code: "connection_lost", message: "", retryable: true };

function heard(state: ConversationState, event: ReplyEvent): ConversationState {
  switch (event.type) {
    case "context":
      return { ...state, context: event.context };
    case "status":
      return event.reply_id ? updateLast(state, (turn) => ({ ...turn, replyId: event.reply_id })) : state;
    case "chunk":
      return updateLast(state, (turn) => ({ ...turn, state: "writing", answer: turn.answer + event.content }));
    case "complete":
      return ended(state, (turn) => ({
        ...turn,
        state: event.finish_reason === "stopped" ? "stopped" : "complete",
        finishReason: event.finish_reason,
        suggestions: event.suggestions,
      }));
    case "error":
      return ended(state, (turn) => ({
        ...turn,
        state: "broken",
        failure: {
          code: event.code,
          message: event.message,
          retryable: event.retryable || event.code === "reply_unknown",
          retryAt: event.retry_after === undefined ? undefined : Date.now() + event.retry_after * 1000,
        },
      }));
  }
}

/** However a reply has ended, every tab that followed it says the same of it. */
function ended(state: ConversationState, update: (turn: Turn) => Turn): ConversationState {
  return { ...updateLast(state, update), isNews: true };
}

function updateLast(state: ConversationState, update: (turn: Turn) => Turn): ConversationState {
  const last = state.turns.at(-1);
  return last ? { ...state, turns: [...state.turns.slice(0, -1), update(last)] } : state;
}
