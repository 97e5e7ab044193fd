import type { ReplyEvent } from "./events";
import { Dropped, NoSocket } from "./failures";
import { randomId } from "./ids";
import type { Service } from "./service";

type Answer<T extends string> = T extends string ? { type: T; id?: string; reply_id?: string; after?: number } : never;

/** What the service says on a socket: events with their reply's id, and answers with the id of what was said. */
export type SocketMessage =
  | (ReplyEvent & { id?: string; reply_id?: string })
  | Answer<"showing" | "nothing" | "done" | "cut" | "leaving">;

/** What is said to it, without the id. */
export type Said = { type: "ask" | "resume"; [field: string]: unknown };

/** A page that waits for nothing for so long gives its socket back. */
const UNUSED_MS = 60_000;
const OPENING_MS = 10_000;
/** More than come between a reply's taking in a message and the answer that says so. */
const KEPT = 64;
const GOING_AWAY = "leaving";

/** The messages for one reply, in the order in which they came. */
export class Line {
  replyId: string | undefined;
  private readonly messages: SocketMessage[] = [];
  private readonly latest: SocketMessage[] = [];
  private failure: Error | undefined;
  private wake: () => void = () => undefined;

  constructor(readonly id: string, readonly leave: () => void) {}

  push(message: SocketMessage): void {
    this.messages.push(message);
    this.latest.push(message);
    if (this.latest.length > KEPT) this.latest.shift();
    this.wake();
  }

  /** What came last with higher numbers than this. */
  since(after: number): SocketMessage[] {
    return this.latest.filter((message) => "seq" in message && (message.seq ?? -1) > after);
  }

  fail(failure: Error): void {
    this.failure ??= failure;
    this.wake();
  }

  async next(): Promise<SocketMessage> {
    for (;;) {
      const message = this.messages.shift();
      if (message) return message;
      if (this.failure) throw this.failure;
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }
}

/** One WebSocket for all replies of one user on this page: opened when it is needed, given up when it breaks. */
export class SharedSocket {
  private static readonly all = new Map<string, SharedSocket>();
  private readonly lines = new Set<Line>();
  private opening: Promise<WebSocket> | undefined;
  private socket: WebSocket | undefined;
  private heardAt = 0;
  private unused: ReturnType<typeof setTimeout> | undefined;

  private constructor(private readonly address: string, private readonly key: string) {}

  static async to(service: Service): Promise<SharedSocket> {
    const key = await service.socketKey();
    const known = SharedSocket.all.get(key);
    if (known) return known;
    const made = new SharedSocket(service.socket, key);
    SharedSocket.all.set(key, made);
    return made;
  }

  /** Says it, and returns the line on which the answer comes; fails with `NoSocket` if there is none to be had. */
  async speak(said: Said, service: Service, signal: AbortSignal): Promise<Line> {
    clearTimeout(this.unused);
    const line: Line = new Line(randomId(), () => this.hangUp(line));
    this.lines.add(line);
    signal.addEventListener("abort", () => line.fail(new Dropped("the connection was given up")), { once: true });
    try {
      const socket = await this.opened(service);
      if (signal.aborted) throw new Dropped("the connection was given up");
      socket.send(JSON.stringify({ ...said, id: line.id }));
      return line;
    } catch (failure) {
      this.hangUp(line);
      throw failure;
    }
  }

  private opened(service: Service): Promise<WebSocket> {
    if (this.socket?.readyState === 1) return Promise.resolve(this.socket);
    this.opening ??= this.open(service).finally(() => (this.opening = undefined));
    return this.opening;
  }

  private async open(service: Service): Promise<WebSocket> {
    const token = await service.token();
    const socket = new WebSocket(this.address, token ? ["runnel", `bearer.${token}`] : ["runnel"]);
    await new Promise<void>((resolve, reject) => {
      const patience = setTimeout(() => socket.close(), OPENING_MS);
      socket.onmessage = (message) => this.heard(JSON.parse(message.data as string) as SocketMessage);
      socket.onopen = () => {
        clearTimeout(patience);
        resolve();
      };
      socket.onclose = () => {
        clearTimeout(patience);
        reject(new NoSocket());
      };
    });
    this.socket = socket;
    socket.onclose = () => this.broke(socket);
    return socket;
  }

  /** A reply was silent since then. If all others were, too, the connection may be dead without anybody's knowing. */
  doubt(since: number): void {
    const { socket } = this;
    if (!socket || this.heardAt > since) return;
    socket.close();
    this.broke(socket);
  }

  private heard(message: SocketMessage): void {
    this.heardAt = Date.now();
    if (message.type === GOING_AWAY) {
      this.retire();
      return;
    }
    for (const line of this.lines) {
      const isAnswer = message.id !== undefined && message.id === line.id;
      const missed = isAnswer && message.type === "showing" ? this.missed(message) : [];
      if (isAnswer && message.type === "showing") line.replyId = message.reply_id;
      const isOfReply = message.id === undefined && message.reply_id !== undefined && message.reply_id === line.replyId;
      if (isAnswer || isOfReply) line.push(message);
      missed.forEach((earlier) => line.push(earlier));
    }
  }

  /** What another line was told of a reply before this answer named it. */
  private missed({ reply_id, after }: { reply_id?: string; after?: number }): SocketMessage[] {
    const other = [...this.lines].find(({ replyId }) => replyId !== undefined && replyId === reply_id);
    return other && after !== undefined ? other.since(after) : [];
  }

  /** What it shows it shows to the end; what is new belongs on another one. */
  private retire(): void {
    if (SharedSocket.all.get(this.key) === this) SharedSocket.all.delete(this.key);
  }

  private broke(socket: WebSocket): void {
    if (this.socket !== socket) return;
    this.socket = undefined;
    this.lines.forEach((line) => line.fail(new Dropped("the socket broke")));
    this.lines.clear();
  }

  private hangUp(line: Line): void {
    if (!this.lines.delete(line)) return;
    // A reply is shown once on a socket, however many read it; each passes over what it has seen.
    const isLast = line.replyId !== undefined && ![...this.lines].some(({ replyId }) => replyId === line.replyId);
    if (isLast && this.socket?.readyState === 1) {
      this.socket.send(JSON.stringify({ type: "leave", reply_id: line.replyId }));
    }
    if (this.lines.size === 0) this.unused = setTimeout(() => this.socket?.close(1000), UNUSED_MS);
  }
}
