import type { ReplyEvent } from "../client";

/** How fast a reply was. */
export interface Measure {
  firstWordMs: number;
  wordsPerSecond: number;
  provider: string;
  model: string;
}

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
      const seconds = Math.max(0.001, (performance.now() - first) / 1000);
      done({
        firstWordMs: Math.round(first - asked),
        wordsPerSecond: Math.round((text.trim().split(/\s+/).length / seconds) * 10) / 10,
        provider: event.provider ?? "",
        model: event.model ?? "",
      });
    }
  };
}
