import type { KeyboardEvent } from "react";
import { isTouch } from "./touch";

/** What browsers say of a key that an input method has taken; Safari says so also after the composition has ended. */
const TAKEN_BY_INPUT_METHOD = 229;

/** Enter sends, Shift and Enter begin a new line; on touch keyboards Enter does that. */
export function sends({ key, shiftKey, ctrlKey, metaKey, keyCode, nativeEvent, target }: KeyboardEvent): boolean {
  if (key !== "Enter" || shiftKey || !(target instanceof HTMLTextAreaElement)) return false;
  if (isTouch() && !ctrlKey && !metaKey) return false;
  // While an input method composes, Enter chooses a word.
  return !nativeEvent.isComposing && keyCode !== TAKEN_BY_INPUT_METHOD;
}
