import type { ReplyEvent } from "../client";

/** A window that nobody sees has no frames. */
const HIDDEN_MS = 250;
/** A frame that takes longer is seen as a jerk. */
const LONG_FRAME_MS = 40;

/**
 * Passes events on, and the words that come within one frame as one event: each drawing costs the same. Where it costs
 * more than a frame, as in a long table on a slow machine, every second moment stays free for whoever scrolls or writes.
 * Whatever else is said comes after the words before it, at once.
 */
export function perFrame(pass: (event: ReplyEvent) => unknown): (event: ReplyEvent) => void {
  let words: (ReplyEvent & { type: "chunk" }) | undefined;
  let isWaiting = false;

  const flush = () => {
    const together = words;
    words = undefined;
    if (together) pass(together);
  };
  const draw = () => {
    isWaiting = false;
    if (!words) return;
    flush();
    const began = performance.now();
    inNextFrame(() => {
      const took = performance.now() - began;
      if (took > LONG_FRAME_MS && !document.hidden) setTimeout(draw, took);
      else draw();
    });
  };
  const inNextFrame = (action: () => void) => {
    isWaiting = true;
    if (document.hidden) setTimeout(action, HIDDEN_MS);
    else requestAnimationFrame(action);
  };
  return (event) => {
    if (event.type !== "chunk") {
      flush();
      pass(event);
      return;
    }
    words = words ? { ...event, content: words.content + event.content } : event;
    if (!isWaiting) inNextFrame(draw);
  };
}
