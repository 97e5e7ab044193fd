const RETRY_MS = 10_000;
/** Timers take no more. */
const LONGEST_MS = 2 ** 31 - 1;

/** Sees to it that tokens are renewed before they expire, also when the machine has slept meanwhile. */
export class Renewal {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private dueAt: number | undefined;

  /** @param renew rejects when it is to be tried once more */
  constructor(private readonly renew: () => Promise<void>) {
    window.addEventListener("online", this.look);
    document.addEventListener("visibilitychange", this.look);
  }

  /** @param dueAt milliseconds since 1970; undefined: there is nothing to renew any more */
  at(dueAt: number | undefined): void {
    this.dueAt = dueAt;
    this.look();
  }

  private readonly look = () => {
    clearTimeout(this.timer);
    if (this.dueAt === undefined) return;
    const left = this.dueAt - Date.now();
    if (left > 0) this.wait(left);
    else void this.renew().catch(() => this.wait(RETRY_MS));
  };

  private wait(milliseconds: number): void {
    this.timer = setTimeout(this.look, Math.min(milliseconds, LONGEST_MS));
  }
}
