import type { ServiceOptions } from "./options";

export interface ServiceRequest {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  headers?: Record<string, string>;
  body?: string;
  signal?: AbortSignal;
  keepalive?: boolean;
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

  /** Relative addresses are for requests alone. */
  get socket(): string {
    const url = new URL(`${this.base}/api/conversation-socket/${this.user}`, globalThis.location?.href);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    return url.href;
  }

  get whole(): string {
    return `${this.base}/api/conversation/${this.user}`;
  }

  replyPath(replyId: string): string {
    return `${this.stream}/${encodeURIComponent(replyId)}`;
  }

  /** A token that is refused may have expired since it was asked for, so it is asked for once more. */
  async request(url: string, init: ServiceRequest): Promise<Response> {
    const token = await this.token();
    const response = await this.send(url, init, token);
    if (response.status !== 401 || token === undefined) return response;
    const renewed = await this.token(token);
    if (renewed === token) return response;
    response.body?.cancel().catch(() => undefined);
    return this.send(url, init, renewed);
  }

  async token(refused?: string): Promise<string | undefined> {
    const { token } = this.options;
    return typeof token === "function" ? token(refused) : token;
  }

  private send(url: string, init: ServiceRequest, token?: string): Promise<Response> {
    const headers = { ...init.headers, ...(token ? { Authorization: `Bearer ${token}` } : {}) };
    const send = this.options.fetch ?? globalThis.fetch;
    return send(url, { cache: "no-store", ...init, headers });
  }
}
