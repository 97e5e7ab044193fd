import type { ReplyEvent } from "./events";
import { Dropped, NotStreaming, Refused, refusalIn } from "./failures";
import type { Service, ServiceRequest } from "./service";
import { SseParser } from "./sse-parser";
import type { Watchdog } from "./watchdog";

/** One connection's events, until it ends in whatever way; returns early when the service has nothing to show (204). */
export async function* readStream(
  service: Service,
  url: string,
  init: ServiceRequest,
  watchdog: Watchdog,
  opened: () => void,
): AsyncGenerator<ReplyEvent> {
  const response = await connect(service, url, init, watchdog);
  if (response.status === 204) return;
  if (!response.ok) {
    const refusal = await refusalIn(response);
    throw refusal ? new Refused(refusal) : new Dropped(`status ${response.status}`);
  }
  if (!response.headers.get("Content-Type")?.startsWith("text/event-stream") || !canRead(response)) {
    throw new NotStreaming();
  }
  opened();
  yield* events(response.body, watchdog);
}

async function connect(
  service: Service,
  url: string,
  init: ServiceRequest,
  watchdog: Watchdog,
): Promise<Response> {
  try {
    return await service.request(url, {
      ...init,
      headers: { Accept: "text/event-stream", ...init.headers },
      signal: watchdog.controller.signal,
      patience: watchdog,
    });
  } catch (cause) {
    throw new Dropped("no connection", { cause });
  }
}

function canRead(response: Response): response is Response & { body: ReadableStream<Uint8Array> } {
  return typeof ReadableStream !== "undefined" && typeof response.body?.getReader === "function";
}

async function* events(body: ReadableStream<Uint8Array>, watchdog: Watchdog): AsyncGenerator<ReplyEvent> {
  const reader = body.getReader();
  const parser = new SseParser();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      watchdog.heard();
      for (const message of parser.push(value)) yield JSON.parse(message.data) as ReplyEvent;
    }
  } catch (cause) {
    throw new Dropped("the connection broke", { cause });
  } finally {
    reader.cancel().catch(() => undefined);
  }
}
