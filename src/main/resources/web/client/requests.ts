import type { ErrorEvent } from "./events";
import { connectionLost, refusalIn } from "./failures";
import type { ServiceOptions } from "./options";
import type { ServiceRequest } from "./service";
import { Service } from "./service";

/** How the service is asked for what is not a reply. */
export type HistoryOptions = Pick<
  ServiceOptions,
  "endpoint" | "userId" | "token" | "onUnauthenticated" | "signal" | "fetch"
>;

/** What went wrong, as the error event of a reply would say it. */
export class HistoryError extends Error {
  constructor(readonly event: ErrorEvent) {
    super(event.code);
  }
}

interface Asked {
  query?: Record<string, string | undefined>;
  change?: object;
  /** A code that says that there is nothing, which is no failure. */
  nothing?: string;
}

/** One request below `/api/conversation/{user_id}`; undefined when there is nothing. Rejects with a `HistoryError`. */
export async function send(
  options: HistoryOptions,
  method: ServiceRequest["method"],
  path: string[],
  { query = {}, change, nothing }: Asked = {},
): Promise<Response | undefined> {
  const service = new Service(options);
  const address = [service.whole, ...path.map(encodeURIComponent)].join("/");
  const headers = { Accept: "application/json", ...(change && { "Content-Type": "application/json" }) };
  const request = { method, headers, body: change && JSON.stringify(change), signal: options.signal };
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const url = given.length > 0 ? `${address}?${new URLSearchParams(given)}` : address;
  const response = await service.request(url, request).catch(() => undefined);
  if (response?.ok) return response;
  const refusal = response && (await refusalIn(response).catch(() => undefined));
  if (nothing !== undefined && refusal?.code === nothing) return undefined;
  throw new HistoryError(refusal ?? connectionLost());
}
