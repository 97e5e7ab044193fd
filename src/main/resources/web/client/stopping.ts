import type { ReplyLog } from "./reply";
import type { Service } from "./service";

/** After this the person is believed, whether or not the service could be told. */
const PATIENCE_MS = 3000;

/** A wish to stop, which may come before the reply has a name. */
export class Stopping {
  private wanted = false;
  private told = false;

  constructor(
    private readonly service: Service,
    private readonly log: () => ReplyLog,
    private readonly leave: () => void,
  ) {}

  request(): void {
    if (this.wanted || this.log().isOver) return;
    this.wanted = true;
    setTimeout(() => this.end(), PATIENCE_MS);
    this.heard();
  }

  /** Something has arrived: perhaps the name that was missing. */
  heard(): void {
    const { replyId } = this.log();
    if (!this.wanted || this.told || replyId === undefined) return;
    this.told = true;
    this.service.request(this.service.replyPath(replyId), { method: "DELETE" }).catch(() => (this.told = false));
  }

  private end(): void {
    this.log().add({ type: "complete", suggestions: [], finish_reason: "stopped" });
    this.leave();
  }
}
