import type { ServiceOptions } from "./options";

export interface ServiceRequest {
  method: "GET" | "POST" | "DELETE";
  headers?: Record<string, string>;
  body?: string;
  signal?: AbortSignal;
}

/** The paths and headers of the service, for one user. */
export class Service {
  private readonly base: string;
  private readonly user: string;

  constructor(private readonly options: ServiceOptions) {
    this.base = (options.endpoint ?? "").replace(/\/+$/, "");
    this.user = encodeURIComponent(options.userId);
  }

  get stream(): string {
    return `${this.base}/api/conversation-stream/${this.user}`;
  }

  get whole(): string {
    return `${this.base}/api/conversation/${this.user}`;
  }

  replyPath(replyId: string): string {
    return `${this.stream}/${encodeURIComponent(replyId)}`;
  }

  async request(url: string, init: ServiceRequest): Promise<Response> {
    const { token } = this.options;
    const bearer = typeof token === "function" ? await token() : token;
    const headers = { ...init.headers, ...(bearer ? { Authorization: `Bearer ${bearer}` } : {}) };
    const send = this.options.fetch ?? globalThis.fetch;
    return send(url, { cache: "no-store", ...init, headers });
  }
}
