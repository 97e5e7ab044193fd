import type { FormEvent, KeyboardEvent, RefObject } from "react";
import React, { useId, useState } from "react";

interface ComposerProps {
  field: RefObject<HTMLTextAreaElement>;
  isBusy: boolean;
  canStop: boolean;
  onSend(message: string): void;
  onStop(): void;
}

/** Where the next message is written: Enter sends it, Shift and Enter begin a new line. */
export function Composer({ field, isBusy, canStop, onSend, onStop }: ComposerProps) {
  const [text, setText] = useState("");
  const id = useId();

  function send(event?: FormEvent) {
    event?.preventDefault();
    if (isBusy || text.trim() === "") return;
    onSend(text);
    setText("");
  }

  function onKeyDown(event: KeyboardEvent) {
    // While an input method composes, Enter chooses a word.
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
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
        placeholder="Write a message"
        value={text}
        onChange={(event) => setText(event.target.value)}
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
