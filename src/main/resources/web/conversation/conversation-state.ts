import type { ConnectionState, ContextEvent, ErrorEvent, ReplyEvent, Transcript } from "../client";
import { merge, turnsOf } from "./transcript-turns";
import type { Turn, TurnFailure } from "./turn";
import { isRunning, newTurn, wasTaken } from "./turn";

export interface ConversationState {
  turns: Turn[];
  context: ContextEvent["context"] | undefined;
  connection: ConnectionState;
  /** Whether what was said before is here; a failure when it could not be fetched. */
  restored: boolean | TurnFailure;
}

export const EMPTY: ConversationState = { turns: [], context: undefined, connection: "closed", restored: false };

export type Action =
  /** Another conversation, of which nothing is known yet, or of which there is nothing. */
  | { type: "opened"; isNew: boolean }
  | { type: "restored"; transcript: Transcript | undefined }
  | { type: "unrestored"; event: ErrorEvent }
  | { type: "asked"; question: string; key: string }
  /** The last question is asked anew, or its reply followed from the start. */
  | { type: "begun"; key: string; replyId?: string }
  | { type: "heard"; event: ReplyEvent }
  | { type: "lost" }
  | { type: "connection"; state: ConnectionState };

export function reduce(state: ConversationState, action: Action): ConversationState {
  switch (action.type) {
    case "opened":
      return { ...EMPTY, restored: action.isNew };
    case "restored":
      return restored(state, action.transcript);
    case "unrestored":
      return { ...state, restored: failureIn(action.event) };
    case "asked":
      return { ...state, turns: [...withoutRefused(state.turns), newTurn(action.question, action.key)] };
    case "begun":
      return updateLast(state, (turn) => ({
        ...newTurn(turn.question, action.key),
        id: turn.id,
        replyId: action.replyId,
      }));
    case "heard":
      return heard(state, action.event);
    case "lost":
      return updateLast(state, (turn) => (isRunning(turn) ? { ...turn, state: "broken", isThinking: false, failure: LOST } : turn));
    case "connection":
      return { ...state, connection: action.state };
  }
}

/** A question that the service did not take went back to where it was written: the next one replaces it. */
function withoutRefused(turns: Turn[]): Turn[] {
  const last = turns.at(-1);
  return last?.state === "broken" && !wasTaken(last) ? turns.slice(0, -1) : turns;
}

const LOST: TurnFailure = { code: "connection_lost", message: "", retryable: true };

function heard(state: ConversationState, event: ReplyEvent): ConversationState {
  switch (event.type) {
    case "context":
      return { ...state, context: event.context };
    case "status":
      return updateLast(state, (turn) => ({
        ...turn,
        replyId: event.reply_id ?? turn.replyId,
        isThinking: event.status === "thinking" || (event.status === "waiting" && turn.isThinking),
      }));
    case "chunk":
      return updateLast(state, (turn) => ({
        ...turn,
        state: "writing",
        isThinking: false,
        answer: turn.answer + event.content,
      }));
    case "complete":
      return updateLast(state, (turn) => ({
        ...turn,
        isThinking: false,
        state: event.finish_reason === "stopped" ? "stopped" : "complete",
        finishReason: event.finish_reason,
        suggestions: event.suggestions,
      }));
    case "error":
      return updateLast(state, (turn) => ({ ...turn, state: "broken", isThinking: false, failure: failureIn(event) }));
    default:
      // What the model thinks, calls of tools, which this page has none of, and types that came with a later version.
      return state;
  }
}

function failureIn(event: ErrorEvent): TurnFailure {
  return {
    code: event.code,
    message: event.message,
    retryable: event.retryable || event.code === "reply_unknown",
    retryAt: event.retry_after === undefined ? undefined : Date.now() + event.retry_after * 1000,
  };
}

function restored(state: ConversationState, transcript: Transcript | undefined): ConversationState {
  const turns = merge(transcript ? turnsOf(transcript) : [], state.turns);
  const isBusy = isRunning(state.turns.at(-1));
  return { ...state, turns, context: isBusy ? state.context : known(transcript), restored: true };
}

function known(transcript: Transcript | undefined): ContextEvent["context"] | undefined {
  const { intent = "", entities = {} } = transcript?.context ?? {};
  return intent !== "" || Object.keys(entities).length > 0 ? { intent, entities } : undefined;
}

function updateLast(state: ConversationState, update: (turn: Turn) => Turn): ConversationState {
  const last = state.turns.at(-1);
  return last ? { ...state, turns: [...state.turns.slice(0, -1), update(last)] } : state;
}
