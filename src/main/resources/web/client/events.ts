/** The events of the wire. `seq` is missing from a refusal and from what this library says by itself. */
export interface StatusEvent {
  type: "status";
  status:
    | "queued"
    | "processing"
    | "thinking"
    | "waiting"
    | "retrying"
    | "continuing"
    | "resumed"
    | "steering"
    | (string & {});
  reply_id?: string;
  session_id?: string;
  /** With `queued`, of a reply that runs: how many messages wait for its end. Absent of a reply that waits itself. */
  queued?: number;
  /** With `steering`: the correction that the reply goes on with, and its name. */
  message?: string;
  steer_id?: string;
  seq?: number;
}

export interface ContextEvent {
  type: "context";
  context: { intent: string; entities: Record<string, string> };
  seq?: number;
}

/** What the model thinks, which is no text; only where the service is set to show it. */
export interface ReasoningEvent {
  type: "reasoning";
  content: string;
  seq?: number;
}

export interface ChunkEvent {
  type: "chunk";
  content: string;
  seq?: number;
}

/** Only in replies to callers that keep the conversation themselves. */
export interface ToolCallsEvent {
  type: "tool_calls";
  tool_calls: { id: string; name: string; arguments: string }[];
  seq?: number;
}

export interface Usage {
  input_tokens: number;
  output_tokens: number;
}

export interface CompleteEvent {
  type: "complete";
  suggestions: string[];
  session_id?: string;
  reply_id?: string;
  provider?: string;
  model?: string;
  finish_reason: "stop" | "length" | "tool_calls" | "stopped" | "limit" | (string & {});
  usage?: Usage;
  seq?: number;
}

export interface ErrorEvent {
  type: "error";
  /** A code of the service, or `connection_lost`, `unauthenticated`, `forbidden` from this library. */
  code: string;
  message: string;
  retryable: boolean;
  /** Seconds. */
  retry_after?: number;
  reply_id?: string;
  session_id?: string;
  seq?: number;
}

export type TerminalEvent = CompleteEvent | ErrorEvent;
export type ReplyEvent = StatusEvent | ContextEvent | ReasoningEvent | ChunkEvent | ToolCallsEvent | TerminalEvent;

/** Whether nothing follows this event. */
export function isTerminal(event: ReplyEvent): event is TerminalEvent {
  return event.type === "complete" || event.type === "error";
}
