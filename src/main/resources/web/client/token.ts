/** `undefined` and `null`: none. */
export type Token = string | null | undefined;

/** A function is asked anew for each request, and once more with a token that was refused. */
export type TokenSource = Token | ((refused?: string) => Token | Promise<Token>);

/** Stands still while a token is waited for: whoever gives it may have to ask a person. */
export interface Patience {
  pause(): void;
  resume(): void;
}

/**
 * The token for a request; undefined for none. Rejects when the source does, and with the signal's reason when that
 * comes first.
 */
export async function tokenFrom(
  source: TokenSource,
  refused?: string,
  signal?: AbortSignal,
  patience?: Patience,
): Promise<string | undefined> {
  if (typeof source !== "function") return source || undefined;
  patience?.pause();
  try {
    return (await orAborted(Promise.resolve(source(refused)), signal)) || undefined;
  } finally {
    patience?.resume();
  }
}

function orAborted<T>(promise: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    if (signal.aborted) abort();
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
