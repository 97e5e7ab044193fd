import type { ReplyEvent } from "./events";
import { Dropped, NoSocket, NotStreaming, Refused, connectionLost } from "./failures";
import type { ServiceOptions } from "./options";
import type { ReplyLog } from "./reply";
import type { Service, ServiceRequest } from "./service";
import type { Said } from "./shared-socket";
import { readSocket } from "./socket-connection";
import { readStream } from "./stream-connection";
import { backoff, isOffline, untilOnline, waitFor } from "./waiting";
import { Watchdog } from "./watchdog";

/** How a reply is asked for while nothing is known of it. */
export interface Opening {
  url: string;
  request: ServiceRequest;
  /** The same for a socket. */
  said: Said;
  /** Whether there is another way when streaming is not to be had. */
  hasFallback: boolean;
  /** The first event need not be the reply's first. */
  isLater?: boolean;
}

const FIRST_BYTE_MS = 10_000;
const IDLE_MS = 45_000;
const MAX_RESUMES = 12;

/** How the following of a stream ended. */
export type Outcome = "over" | "aborted" | "nothing" | "not-streaming";

/** Follows a reply over as many connections as it takes; each begins after the last event that was seen. */
export class Follower {
  private failures = 0;
  private hasSocket: boolean;

  constructor(
    private readonly service: Service,
    private readonly log: ReplyLog,
    private readonly options: ServiceOptions,
    private readonly opening: Opening,
    private readonly signal: AbortSignal,
  ) {
    this.hasSocket = options.transport === "socket" && typeof WebSocket !== "undefined";
  }

  async follow(): Promise<Outcome> {
    this.log.connection("connecting");
    for (;;) {
      try {
        const outcome = await this.connectOnce();
        if (outcome) return outcome;
      } catch (failure) {
        if (this.signal.aborted) return "aborted";
        if (failure instanceof NoSocket) {
          this.hasSocket = false;
          continue;
        }
        const outcome = this.outcomeOf(failure);
        if (outcome) return outcome;
      }
      if (this.signal.aborted) return "aborted";
      if (++this.failures > (this.options.maxResumes ?? MAX_RESUMES)) {
        this.log.add(connectionLost());
        return "over";
      }
      await this.pause();
    }
  }

  /** Undefined when connecting once more may help. */
  private outcomeOf(failure: unknown): Outcome | undefined {
    if (failure instanceof Refused) {
      if (this.isResuming && failure.event.retryable) return undefined;
      this.log.add(this.isResuming ? { ...failure.event, retryable: true } : failure.event);
      return "over";
    }
    if (!(failure instanceof Dropped || failure instanceof NotStreaming)) {
      this.log.add(connectionLost(String(failure)));
      return "over";
    }
    const cannotStream = failure instanceof NotStreaming || (this.failures > 0 && !isOffline());
    return this.log.isEmpty && this.opening.hasFallback && cannotStream ? "not-streaming" : undefined;
  }

  private get isResuming(): boolean {
    return this.log.replyId !== undefined;
  }

  private async connectOnce(): Promise<Outcome | undefined> {
    const opening = this.isResuming ? this.resumption() : this.opening;
    const idle = this.options.idleTimeout ?? IDLE_MS;
    // A new reply says something at once. One that is taken up again is silent until its model or its heart speaks.
    const first = this.isResuming ? idle : (this.options.firstByteTimeout ?? FIRST_BYTE_MS);
    const watchdog = new Watchdog(first, idle, this.signal);
    try {
      for await (const event of this.read(opening, watchdog)) {
        const seq = event.seq ?? this.log.lastSeq + 1;
        if (seq <= this.log.lastSeq) continue;
        const mayBegin = this.log.isEmpty && this.opening.isLater;
        if (seq > this.log.lastSeq + 1 && !mayBegin) throw new Dropped("an event is missing");
        this.failures = 0;
        this.log.add(event);
        if (this.log.isOver) return "over";
      }
      if (this.log.isEmpty && !watchdog.hasHeard) return "nothing";
      throw new Dropped("the stream ended early");
    } catch (failure) {
      const silent = !watchdog.hasHeard && watchdog.controller.signal.aborted && !isOffline();
      const isNoWay = silent && this.log.isEmpty;
      throw isNoWay ? (this.hasSocket ? new NoSocket() : new NotStreaming()) : failure;
    } finally {
      watchdog.close();
    }
  }

  private read({ url, request, said }: Opening, watchdog: Watchdog): AsyncGenerator<ReplyEvent> {
    const opened = () => this.log.connection("open");
    return this.hasSocket
      ? readSocket(this.service, said, watchdog, opened)
      : readStream(this.service, url, request, watchdog, opened);
  }

  private resumption(): Opening {
    const headers: Record<string, string> = { "Last-Event-ID": String(this.log.lastSeq) };
    const url = this.service.replyPath(this.log.replyId!);
    const said: Said = { type: "resume", reply_id: this.log.replyId, after: this.log.lastSeq };
    return { url, request: { method: "GET", headers }, said, hasFallback: false };
  }

  private async pause(): Promise<void> {
    if (isOffline()) {
      this.log.connection("waiting");
      await untilOnline(this.signal);
    } else {
      this.log.connection("reconnecting");
      await waitFor(backoff(this.failures), this.signal);
    }
  }
}
