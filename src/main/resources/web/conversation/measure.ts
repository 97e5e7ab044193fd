import type { ReplyEvent } from "../client";

/** How fast a reply was. */
export interface Measure {
  firstWordMs: number;
  /** Absent when the words came all at once. */
  wordsPerSecond?: number;
  provider: string;
  model: string;
}

/** Less time than this between first and last word is no speed. */
const AT_ONCE_MS = 50;

/** Listens to one reply from the moment of the question, and tells how fast it was when it is complete. */
export function measuring(done: (measure: Measure) => void): (event: ReplyEvent) => void {
  const asked = performance.now();
  let first = 0;
  let text = "";
  return (event) => {
    if (event.type === "chunk") {
      first ||= performance.now();
      text += event.content;
    } else if (event.type === "complete" && first > 0) {
      const took = performance.now() - first;
      const words = text.trim().split(/\s+/).length;
      done({
        firstWordMs: Math.round(first - asked),
        wordsPerSecond: took < AT_ONCE_MS ? undefined : Math.round((words * 10_000) / took) / 10,
        provider: event.provider ?? "",
        model: event.model ?? "",
      });
    }
  };
}
