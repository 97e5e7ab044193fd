const LOOK_MS = 500;

/**
 * Aborts a connection on which nothing arrives: after `firstLimit` before the first byte, after `limit` later on, and
 * at once when the browser goes offline. It looks at the clock instead of setting one long timer, because timers
 * stand still while a machine sleeps, and its connections are dead when it wakes up.
 */
export class Watchdog {
  readonly controller = new AbortController();
  hasHeard = false;
  /** When something was heard last. */
  last = Date.now();
  private readonly timer: ReturnType<typeof setInterval>;

  constructor(
    private readonly firstLimit: number,
    private readonly limit: number,
    private readonly outer: AbortSignal,
  ) {
    this.timer = setInterval(this.look, Math.min(LOOK_MS, firstLimit, limit));
    globalThis.addEventListener?.("offline", this.abort);
    outer.addEventListener("abort", this.abort);
    if (outer.aborted) this.abort();
  }

  /** Whether it was this that gave the connection up, and not the page. */
  get hasGivenUp(): boolean {
    return this.controller.signal.aborted && !this.outer.aborted;
  }

  heard(): void {
    this.hasHeard = true;
    this.last = Date.now();
  }

  /** What is waited for now is no silence of the connection. */
  pause(): void {
    this.last = Infinity;
  }

  resume(): void {
    this.last = Date.now();
  }

  close(): void {
    clearInterval(this.timer);
    globalThis.removeEventListener?.("offline", this.abort);
    this.outer.removeEventListener("abort", this.abort);
    this.abort();
  }

  private readonly abort = () => this.controller.abort();

  private readonly look = () => {
    if (Date.now() - this.last > (this.hasHeard ? this.limit : this.firstLimit)) this.abort();
  };
}
