/** `waiting`: before the first word. `broken`: the answer so far is not the whole reply. */
export type TurnState = "waiting" | "writing" | "complete" | "stopped" | "broken";

export interface TurnFailure {
  code: string;
  message: string;
  retryable: boolean;
  /** Milliseconds since 1970; absent when it can be tried at once. */
  retryAt?: number;
}

/** A question and its reply. */
export interface Turn {
  id: string;
  question: string;
  answer: string;
  state: TurnState;
  /** The model reasons, and says nothing meanwhile. */
  isThinking?: boolean;
  /** The name under which the question was asked last. */
  key: string;
  replyId?: string;
  suggestions: string[];
  /** `length` and `limit`: the reply is shorter than it would have been. */
  finishReason?: string;
  failure?: TurnFailure;
}

export function isRunning(turn: Turn | undefined): boolean {
  return turn?.state === "waiting" || turn?.state === "writing";
}

export function newTurn(question: string, key: string): Turn {
  return { id: key, question, answer: "", state: "waiting", key, suggestions: [] };
}

/** The service has the question: whatever becomes of its reply, it is in the conversation. */
export function wasTaken(turn: Turn): boolean {
  return turn.replyId !== undefined || turn.answer !== "" || turn.state === "complete";
}
