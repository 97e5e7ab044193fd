/** `waiting`: before the first word. `broken`: the answer so far is not the whole reply. */
export type TurnState = "waiting" | "writing" | "complete" | "stopped" | "broken";

export interface TurnFailure {
  code: string;
  message: string;
  retryable: boolean;
  /** Milliseconds since 1970; absent when it can be tried at once. */
  retryAt?: number;
}

/** A correction, and how much of the reply there was before it. */
export interface Steering {
  /** Characters, as JavaScript counts them. */
  after: number;
  message: string;
}

/** A question and its reply. */
export interface Turn {
  id: string;
  question: string;
  answer: string;
  /** What was said into the reply, in order. */
  steering?: Steering[];
  state: TurnState;
  /** What goes on while no word comes. */
  activity?: "queued" | "thinking" | "retrying";
  /** The name under which the question was asked last. */
  key: string;
  replyId?: string;
  /** The reply before; absent at the beginning. */
  parent?: string;
  /** The answer is that of another reply, which this one will repeat with its first words, and go on from. */
  continues?: boolean;
  suggestions: string[];
  /** `length` and `limit`: the reply is shorter than it would have been. */
  finishReason?: string;
  failure?: TurnFailure;
}

export function isRunning(turn: Turn | undefined): boolean {
  return turn?.state === "waiting" || turn?.state === "writing";
}

export function newTurn(question: string, key: string, parent?: string): Turn {
  return { id: key, question, answer: "", state: "waiting", key, parent, suggestions: [] };
}

/** The service has the question: whatever becomes of its reply, it is in the conversation. */
export function wasTaken(turn: Turn): boolean {
  return turn.replyId !== undefined || turn.answer !== "" || turn.state === "complete";
}

/** Whether the reply ended before it was finished, so that the model can go on with it. */
export function canContinue(turn: Turn): boolean {
  if (turn.replyId === undefined || turn.answer === "") return false;
  return turn.state === "stopped" || turn.state === "broken" || ["length", "limit"].includes(turn.finishReason ?? "");
}
