import type { FormEvent, KeyboardEvent, RefObject } from "react";
import React, { useId } from "react";
import { useTouch } from "./touch";
import { useGrowingField } from "./use-growing-field";

/** What browsers say of a key that an input method has taken; Safari says so also after the composition has ended. */
const TAKEN_BY_INPUT_METHOD = 229;

interface ComposerProps {
  field: RefObject<HTMLTextAreaElement>;
  text: string;
  isBusy: boolean;
  canStop: boolean;
  onWrite(text: string): void;
  onSend(message: string): void;
  onStop(): void;
}

/** Where the next message is written: Enter sends it, Shift and Enter begin a new line. On touch keyboards Enter does. */
export function Composer({ field, text, isBusy, canStop, onWrite, onSend, onStop }: ComposerProps) {
  const id = useId();
  const isTouch = useTouch();
  useGrowingField(field, text);

  function send(event?: FormEvent) {
    event?.preventDefault();
    if (!isBusy && text.trim() !== "") onSend(text);
  }

  function onKeyDown(event: KeyboardEvent) {
    const { key, shiftKey, ctrlKey, metaKey, keyCode, nativeEvent } = event;
    if (key !== "Enter" || shiftKey || (isTouch && !ctrlKey && !metaKey)) return;
    // While an input method composes, Enter chooses a word.
    if (nativeEvent.isComposing || keyCode === TAKEN_BY_INPUT_METHOD) return;
    event.preventDefault();
    send();
  }

  return (
    <form className="runnel-composer" onSubmit={send}>
      <label className="runnel-hidden" htmlFor={id}>
        Your message
      </label>
      <textarea
        id={id}
        ref={field}
        dir="auto"
        rows={1}
        enterKeyHint={isTouch ? "enter" : "send"}
        placeholder="Write a message"
        value={text}
        onChange={(event) => onWrite(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {isBusy && canStop ? (
        <button type="button" className="runnel-stop" onClick={onStop}>
          Stop
        </button>
      ) : (
        <button type="submit" className="runnel-send" disabled={isBusy || text.trim() === ""}>
          Send
        </button>
      )}
    </form>
  );
}
