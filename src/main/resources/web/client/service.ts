import type { ServiceOptions } from "./options";
import type { Patience } from "./token";
import { tokenFrom } from "./token";

export interface ServiceRequest {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  headers?: Record<string, string>;
  body?: string;
  signal?: AbortSignal;
  keepalive?: boolean;
  patience?: Patience;
}

/** In place of a user's id: the service takes the one in the token. */
export const ME = "me";

/** The paths and headers of the service, for one user. */
export class Service {
  private readonly base: string;
  private readonly user: string;

  constructor(private readonly options: ServiceOptions) {
    this.base = (options.endpoint ?? "").replace(/\/+$/, "");
    this.user = encodeURIComponent(options.userId ?? ME);
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

  /** Who may share a socket: requests to one address and, where that names nobody, with one token. */
  async socketKey(): Promise<string> {
    return this.options.userId === undefined ? `${this.socket} ${await this.token()}` : this.socket;
  }

  get whole(): string {
    return `${this.base}/api/conversation/${this.user}`;
  }

  replyPath(replyId: string): string {
    return `${this.stream}/${encodeURIComponent(replyId)}`;
  }

  /** A token that is refused may have expired since it was asked for, so it is asked for once more. */
  async request(url: string, init: ServiceRequest): Promise<Response> {
    const token = await this.token(undefined, init);
    const response = await this.send(url, init, token);
    if (response.status !== 401) return response;
    const renewed = token === undefined ? undefined : await this.token(token, init);
    if (renewed === undefined || renewed === token) return this.refused(response);
    response.body?.cancel().catch(() => undefined);
    const second = await this.send(url, init, renewed);
    return second.status === 401 ? this.refused(second) : second;
  }

  async token(refused?: string, init: Partial<ServiceRequest> = {}): Promise<string | undefined> {
    return tokenFrom(this.options.token, refused, init.signal, init.patience);
  }

  private refused(response: Response): Response {
    this.options.onUnauthenticated?.();
    return response;
  }

  private send(url: string, { patience, ...init }: ServiceRequest, token?: string): Promise<Response> {
    const headers = { ...init.headers, ...(token ? { Authorization: `Bearer ${token}` } : {}) };
    const send = this.options.fetch ?? globalThis.fetch;
    return send(url, { cache: "no-store", ...init, headers });
  }
}
