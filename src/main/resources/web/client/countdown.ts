const SECOND_MS = 1000;

/** Calls back with the whole seconds that are left, at once and then every second, down to 0. */
export function countdown(seconds: number, tick: (left: number) => void, signal?: AbortSignal): void {
  const end = Date.now() + seconds * SECOND_MS;
  const timer = setInterval(look, SECOND_MS);
  signal?.addEventListener("abort", () => clearInterval(timer), { once: true });
  if (!signal?.aborted) look();
  function look() {
    const left = Math.max(0, Math.ceil((end - Date.now()) / SECOND_MS));
    if (left === 0) clearInterval(timer);
    tick(left);
  }
}
