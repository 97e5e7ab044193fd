import type { Opening } from "./follower";
import { Follower } from "./follower";
import { randomId } from "./ids";
import type { ReplyOptions, ResumeOptions, ServiceOptions } from "./options";
import { endReadings, Reading } from "./reading";
import type { Reply } from "./reply";
import { ReplyLog } from "./reply";
import { Service } from "./service";
import type { Said } from "./shared-socket";
import { Stopping } from "./stopping";
import { readWhole } from "./whole-reply";

/** Asks a question and follows its reply, whatever the network does. */
export function streamReply(options: ReplyOptions): Reply {
  // What is said while a reply runs does not end its reading.
  if (options.when === undefined) endReadings();
  const key = options.idempotencyKey ?? randomId();
  const body = JSON.stringify(asked(options));
  return watch(options, key, (again, before) => streamReply(askingAgain(options, again, before)), async (watched) => {
    const { service, log, signal } = watched;
    if (options.streaming !== false) {
      const opening = posting(service, options, body, key);
      const outcome = await new Follower(service, log, options, opening, signal).follow();
      if (outcome !== "not-streaming" && outcome !== "nothing") return;
    }
    log.connection("whole");
    const events = await readWhole(service, body, key, signal);
    if (!signal.aborted) events.forEach((event) => log.add(event));
  });
}

/**
 * Follows a reply that exists already, from its first event: one that is named, or the one that runs in a session.
 * `finished` is undefined, and there is no event, when there is none.
 */
export function resumeReply(options: ResumeOptions): Reply {
  const again = () => resumeReply(options);
  return watch(options, randomId(), again, async ({ service, log, signal }) => {
    const url = options.replyId
      ? service.replyPath(options.replyId)
      : `${service.stream}?session_id=${encodeURIComponent(options.sessionId ?? "")}`;
    const said: Said = { type: "resume", reply_id: options.replyId, session_id: options.sessionId };
    const opening: Opening = { url, request: { method: "GET" }, said, hasFallback: false };
    await new Follower(service, log, options, opening, signal).follow();
  });
}

/** What came of it before, if anything, is not said once more: the new reply stands beside it. */
function askingAgain(options: ReplyOptions, idempotencyKey: string, before?: ReplyLog): ReplyOptions {
  const { replyId: regenerate, sessionId } = before ?? {};
  const isNew = regenerate === undefined || options.continueFrom !== undefined || options.when === "steer";
  return isNew
    ? { ...options, idempotencyKey }
    : { ...options, sessionId: sessionId ?? options.sessionId, parent: undefined, regenerate, idempotencyKey };
}

interface Watched {
  service: Service;
  log: ReplyLog;
  signal: AbortSignal;
}

function posting(service: Service, options: ReplyOptions, body: string, key: string): Opening {
  const headers = { "Content-Type": "application/json", "Idempotency-Key": key };
  const said: Said = { type: "ask", ...asked(options), idempotency_key: key };
  // A correction is answered with the reply that runs, from there on.
  const isLater = options.when === "steer";
  return { url: service.stream, request: { method: "POST", headers, body }, said, hasFallback: true, isLater };
}

function asked({ message, sessionId, parent, regenerate, continueFrom, when }: ReplyOptions) {
  return { message, session_id: sessionId, parent, regenerate, continue: continueFrom, when };
}

function watch(
  options: ServiceOptions,
  key: string,
  retry: (key: string, before?: ReplyLog) => Reply,
  run: (watched: Watched) => Promise<void>,
): Reply {
  const service = new Service(options);
  const abort = new AbortController();
  const leave = () => abort.abort();
  options.signal?.addEventListener("abort", leave);
  if (options.signal?.aborted) leave();

  const stopping = new Stopping(service, () => log, leave);
  const reading = options.reportReading === false ? undefined : new Reading(service, () => log, options.signal);
  const log: ReplyLog = new ReplyLog({
    ...options,
    onEvent(event) {
      reading?.heard(event);
      options.onEvent?.(event);
      stopping.heard();
    },
  });
  void run({ service, log, signal: abort.signal }).finally(() => {
    options.signal?.removeEventListener("abort", leave);
    log.close();
  });

  return {
    get text() {
      return log.text;
    },
    get replyId() {
      return log.replyId;
    },
    get sessionId() {
      return log.sessionId;
    },
    idempotencyKey: key,
    finished: log.finished,
    stop: () => stopping.request(),
    // A question that got any answer would get that same answer again under its name.
    retry: () => retry(log.replyId === undefined ? key : randomId(), log),
    [Symbol.asyncIterator]: () => log.read(),
  };
}
