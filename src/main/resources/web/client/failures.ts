import type { ErrorEvent } from "./events";
import { SseParser } from "./sse-parser";

/** The service has said no; asking again by itself would be no help. */
export class Refused extends Error {
  constructor(readonly event: ErrorEvent) {
    super(event.code);
  }
}

/** The connection is gone; the reply is not. */
export class Dropped extends Error {}

/** An answer came, or none at all, but it is no stream. */
export class NotStreaming extends Error {}

/** No socket is to be had here: a proxy that knows none, a token that was refused, a service of an earlier version. */
export class NoSocket extends Error {}

const CODES: Record<number, string> = {
  401: "unauthenticated",
  403: "forbidden",
  404: "not_found",
  413: "body_too_large",
  429: "rate_limited",
};

export function connectionLost(message = "The connection was lost."): ErrorEvent {
  return { type: "error", code: "connection_lost", message, retryable: true };
}

/** What a response that is no success says; undefined when it comes from something in between that is merely broken. */
export async function refusalIn(response: Response): Promise<ErrorEvent | undefined> {
  const said = errorIn(await response.text());
  if (said) return { ...said, retry_after: said.retry_after ?? retryAfter(response) };
  if (response.status >= 500) return undefined;
  const code = CODES[response.status] ?? "request_invalid";
  return {
    type: "error",
    code,
    message: `The request was refused (${response.status}).`,
    retryable: response.status === 429,
    retry_after: retryAfter(response),
  };
}

/** The body is the one event of a refused stream, or a problem document. */
function errorIn(body: string): ErrorEvent | undefined {
  const event = new SseParser().push(new TextEncoder().encode(body))[0];
  try {
    const found = JSON.parse(event ? event.data : body);
    if (typeof found?.code !== "string") return undefined;
    return {
      type: "error",
      code: found.code,
      message: String(found.message ?? found.detail ?? ""),
      retryable: found.retryable === true,
      retry_after: found.retry_after,
      reply_id: found.reply_id,
      session_id: found.session_id,
    };
  } catch {
    return undefined;
  }
}

/** Seconds, from either form of the header (RFC 9110). */
function retryAfter(response: Response): number | undefined {
  const header = response.headers.get("Retry-After");
  if (header === null) return undefined;
  const seconds = /^\s*\d+\s*$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.max(0, Math.ceil(seconds));
}
