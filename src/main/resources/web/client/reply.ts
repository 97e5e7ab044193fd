import type { ReplyEvent, TerminalEvent } from "./events";
import { isTerminal } from "./events";
import type { Callbacks, ConnectionState } from "./options";

/** A reply as it comes in. Every iteration starts at its first event and ends after its last. */
export interface Reply extends AsyncIterable<ReplyEvent> {
  readonly text: string;
  readonly replyId: string | undefined;
  readonly sessionId: string | undefined;
  readonly idempotencyKey: string;
  /** The last event; undefined when the watching was aborted before it. Never rejects. */
  readonly finished: Promise<TerminalEvent | undefined>;
  /** Ends the reply with what it has, for all its viewers. */
  stop(): void;
  /** Asks the same once more. A question that nobody is known to have received keeps its name. */
  retry(): Reply;
}

/** Collects the events of one reply and hands them to whoever iterates and to the callbacks. */
export class ReplyLog {
  text = "";
  replyId: string | undefined;
  sessionId: string | undefined;
  lastSeq = -1;
  isOver = false;
  readonly finished: Promise<TerminalEvent | undefined>;

  private readonly events: ReplyEvent[] = [];
  private waiting: Array<() => void> = [];
  private finish!: (event: TerminalEvent | undefined) => void;
  private state: ConnectionState | undefined;

  constructor(private readonly callbacks: Callbacks) {
    this.finished = new Promise((resolve) => (this.finish = resolve));
  }

  get isEmpty(): boolean {
    return this.events.length === 0;
  }

  add(event: ReplyEvent): void {
    if (this.isOver) return;
    this.lastSeq = event.seq ?? this.lastSeq;
    if ("reply_id" in event) this.replyId = event.reply_id ?? this.replyId;
    if ("session_id" in event) this.sessionId = event.session_id ?? this.sessionId;
    if (event.type === "chunk") this.text += event.content;
    this.events.push(event);
    try {
      this.tell(event);
    } catch (error) {
      // The page's own defect: it belongs on the page's console, and not into the reply.
      queueMicrotask(() => {
        throw error;
      });
    }
    if (isTerminal(event)) this.close(event);
    this.wake();
  }

  /** No more events: the watching has ended. */
  close(terminal?: TerminalEvent): void {
    if (this.isOver) return;
    this.isOver = true;
    this.connection("closed");
    this.finish(terminal);
    this.wake();
  }

  connection(state: ConnectionState): void {
    if (state === this.state) return;
    this.state = state;
    this.callbacks.onConnection?.(state);
  }

  async *read(): AsyncGenerator<ReplyEvent> {
    for (let next = 0; ; next++) {
      while (next >= this.events.length) {
        if (this.isOver) return;
        await new Promise<void>((resolve) => this.waiting.push(resolve));
      }
      yield this.events[next]!;
    }
  }

  private wake(): void {
    const woken = this.waiting;
    this.waiting = [];
    woken.forEach((resolve) => resolve());
  }

  private tell(event: ReplyEvent): void {
    this.callbacks.onEvent?.(event);
    switch (event.type) {
      case "status":
        return this.callbacks.onStatus?.(event);
      case "context":
        return this.callbacks.onContext?.(event);
      case "chunk":
        return this.callbacks.onChunk?.(event);
      case "complete":
        return this.callbacks.onComplete?.(event);
      case "error":
        return this.callbacks.onError?.(event);
    }
  }
}
