import type { ReplyEvent } from "./events";
import { isTerminal } from "./events";
import type { ReplyLog } from "./reply";
import type { Service } from "./service";

/** Whoever has a reply before them for longer after its end has gone, or does something else. */
const LONGEST_AFTER_END_MS = 5 * 60_000;
/** The service takes no more. */
const MAX_SECONDS = 3600;

const readings = new Set<Reading>();

/** The page asks something: what was read until now no longer is. */
export function endReadings(): void {
  readings.forEach((reading) => reading.end());
}

/**
 * For how long a reply is read: the time from its first word on during which the page is visible. It is over when the
 * page asks its next question, when the watching is aborted and when the page goes; after the reply's end also when the
 * page is hidden, as many a page is never seen again, and after five minutes. Then the service is told, once. That it
 * could not be told is nobody's concern.
 */
export class Reading {
  private hasBegun = false;
  private readMs = 0;
  private visibleSince: number | undefined;
  private patience: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly service: Service,
    private readonly log: () => ReplyLog,
    private readonly signal?: AbortSignal,
  ) {}

  heard(event: ReplyEvent): void {
    if (event.type === "chunk") this.begin();
    if (isTerminal(event) && readings.has(this)) {
      this.patience = setTimeout(this.end, LONGEST_AFTER_END_MS);
      this.look();
    }
  }

  private begin(): void {
    // Without a page there is no reader.
    if (this.hasBegun || typeof document === "undefined") return;
    this.hasBegun = true;
    readings.add(this);
    document.addEventListener("visibilitychange", this.look);
    globalThis.addEventListener("pagehide", this.end);
    this.signal?.addEventListener("abort", this.end);
    this.look();
  }

  private readonly look = () => {
    if (document.visibilityState === "visible") {
      this.visibleSince ??= performance.now();
    } else {
      this.pause();
      if (this.patience !== undefined) this.end();
    }
  };

  private pause(): void {
    if (this.visibleSince !== undefined) this.readMs += performance.now() - this.visibleSince;
    this.visibleSince = undefined;
  }

  readonly end = () => {
    if (!readings.delete(this)) return;
    clearTimeout(this.patience);
    document.removeEventListener("visibilitychange", this.look);
    globalThis.removeEventListener("pagehide", this.end);
    this.signal?.removeEventListener("abort", this.end);
    this.pause();
    this.report();
  };

  private report(): void {
    const { replyId } = this.log();
    if (replyId === undefined) return;
    const seconds = Math.min(MAX_SECONDS, Math.round(this.readMs) / 1000);
    this.service
      .request(`${this.service.replyPath(replyId)}/reading`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ seconds }),
        // It outlives the page, as `sendBeacon` does, which cannot send a token.
        keepalive: true,
      })
      .catch(() => undefined);
  }
}
