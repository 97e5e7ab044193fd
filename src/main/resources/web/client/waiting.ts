const FIRST_DELAY_MS = 250;
const MAX_DELAY_MS = 15_000;

/** Doubled per failure and spread over its whole range: clients of a restarted service must not come back in step. */
export function backoff(failures: number): number {
  return Math.random() * Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** failures);
}

/** Over after so many milliseconds, on the signal, or as soon as the network or the person comes back. */
export function waitFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, milliseconds);
    const stopListening = onReturn(done);
    signal.addEventListener("abort", done, { once: true });
    if (signal.aborted) done();
    function done() {
      clearTimeout(timer);
      stopListening();
      signal.removeEventListener("abort", done);
      resolve();
    }
  });
}

export function isOffline(): boolean {
  return typeof navigator !== "undefined" && navigator.onLine === false;
}

/** Until the browser says that there is a network again. */
export function untilOnline(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      globalThis.removeEventListener?.("online", done);
      signal.removeEventListener("abort", done);
      resolve();
    };
    globalThis.addEventListener?.("online", done);
    signal.addEventListener("abort", done);
    if (signal.aborted || !isOffline()) done();
  });
}

function onReturn(listener: () => void): () => void {
  const visible = () => {
    if (document.visibilityState === "visible") listener();
  };
  globalThis.addEventListener?.("online", listener);
  if (typeof document !== "undefined") document.addEventListener("visibilitychange", visible);
  return () => {
    globalThis.removeEventListener?.("online", listener);
    if (typeof document !== "undefined") document.removeEventListener("visibilitychange", visible);
  };
}
