import type { ChunkEvent, CompleteEvent, ContextEvent, ErrorEvent, ReplyEvent, StatusEvent } from "./events";
import type { When } from "./queue";
import type { TokenSource } from "./token";

/** `waiting`: for the network to come back. `whole`: the reply comes without streaming. */
export type ConnectionState = "connecting" | "open" | "reconnecting" | "waiting" | "whole" | "closed";

export interface Callbacks {
  onEvent?(event: ReplyEvent): void;
  onStatus?(event: StatusEvent): void;
  onContext?(event: ContextEvent): void;
  onChunk?(event: ChunkEvent): void;
  onComplete?(event: CompleteEvent): void;
  onError?(event: ErrorEvent): void;
  onConnection?(state: ConnectionState): void;
}

export interface ServiceOptions extends Callbacks {
  /** Where the service is, without `/api`; by default where the page comes from. */
  endpoint?: string;
  /** By default the user in the token. */
  userId?: string;
  /**
   * `socket`: one WebSocket for all replies of this user on the page, or event streams where none can be had. By default
   * each reply has an event stream of its own.
   */
  transport?: "socket" | "stream";
  /** Sent as a bearer token; a function is asked anew for each request, and once more with a token that was refused. */
  token?: TokenSource;
  /** The service refused a request for its token, and there was no better one. */
  onUnauthenticated?(): void;
  /** Ends the watching. The reply goes on and can be resumed; `stop()` ends it. */
  signal?: AbortSignal;
  /** Milliseconds without the first byte after which streaming is given up; the service sends one at once. */
  firstByteTimeout?: number;
  /** Milliseconds without any byte after which the connection counts as dead: three heartbeats. */
  idleTimeout?: number;
  /** How often in a row a dropped connection is taken up again; with the back-off about two minutes. */
  maxResumes?: number;
  /** `false`: the service is not told for how long the reply was read. */
  reportReading?: boolean;
  fetch?: typeof fetch;
}

export interface ReplyOptions extends ServiceOptions {
  /** Needed, except with `regenerate` or `continueFrom`. */
  message?: string;
  sessionId?: string;
  /** The reply after which this is asked; by default the newest of the current branch. */
  parent?: string;
  /** The reply beside which another one is wanted: to its question, or to `message` in place of that. */
  regenerate?: string;
  /** The reply that goes on where its text ends; the new one begins with that text, and takes its place. */
  continueFrom?: string;
  /** What becomes of it if a reply runs in the session already; by default it waits for that one's end. */
  when?: When;
  /** Names this question: sent again, it gets the same reply. By default a new name. */
  idempotencyKey?: string;
  /** `false` asks the endpoint that answers with the whole reply at once. */
  streaming?: boolean;
}

/** One of the two says which reply; `sessionId` means the one that runs in that session. */
export interface ResumeOptions extends ServiceOptions {
  replyId?: string;
  sessionId?: string;
}
