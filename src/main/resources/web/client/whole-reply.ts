import type { ReplyEvent } from "./events";
import { connectionLost, refusalIn } from "./failures";
import type { Service } from "./service";

/** The reply without streaming, as the events that a stream would have had. */
export async function readWhole(
  service: Service,
  body: string,
  key: string,
  signal: AbortSignal,
): Promise<ReplyEvent[]> {
  try {
    const response = await service.request(service.whole, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json", "Idempotency-Key": key },
      body,
      signal,
    });
    if (!response.ok) return [(await refusalIn(response)) ?? connectionLost()];
    const { message, ...rest } = await response.json();
    return [
      { type: "chunk", content: message },
      { suggestions: [], finish_reason: "stop", ...rest, type: "complete" },
    ];
  } catch {
    return [connectionLost()];
  }
}
