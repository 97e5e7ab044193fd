export interface SseMessage {
  event: string;
  data: string;
  lastEventId: string;
}

/** Event streams as the WHATWG HTML standard has them, from chunks cut anywhere: within a line end or a character too. */
export class SseParser {
  /** Milliseconds, once the stream has named them. */
  retry: number | undefined;
  lastEventId = "";

  private readonly decoder = new TextDecoder();
  private line = "";
  private afterCr = false;
  private id = "";
  private event = "";
  private data: string[] = [];

  /** The messages that these bytes complete. What the stream's end leaves unfinished is no message. */
  push(bytes: Uint8Array): SseMessage[] {
    const messages: SseMessage[] = [];
    let text = this.decoder.decode(bytes, { stream: true });
    if (text === "") return messages;
    if (this.afterCr && text.startsWith("\n")) text = text.slice(1);
    const end = /\r\n|\r|\n/g;
    let start = 0;
    for (let found = end.exec(text); found; found = end.exec(text)) {
      this.takeLine(this.line + text.slice(start, found.index), messages);
      this.line = "";
      start = end.lastIndex;
    }
    this.line += text.slice(start);
    // The line is over already: waiting for a line feed that may never come would hold the message back.
    this.afterCr = text.endsWith("\r");
    return messages;
  }

  private takeLine(line: string, messages: SseMessage[]): void {
    if (line === "") {
      this.dispatch(messages);
      return;
    }
    const colon = line.indexOf(":");
    if (colon === 0) return;
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + (line[colon + 1] === " " ? 2 : 1));
    this.takeField(field, value);
  }

  private takeField(field: string, value: string): void {
    switch (field) {
      case "data":
        this.data.push(value);
        break;
      case "event":
        this.event = value;
        break;
      case "id":
        if (!value.includes("\0")) this.id = value;
        break;
      case "retry":
        if (/^[0-9]+$/.test(value)) this.retry = Number(value);
        break;
    }
  }

  private dispatch(messages: SseMessage[]): void {
    this.lastEventId = this.id;
    if (this.data.length > 0) {
      messages.push({ event: this.event || "message", data: this.data.join("\n"), lastEventId: this.id });
    }
    this.data = [];
    this.event = "";
  }
}
