import type { FormEvent, KeyboardEvent } from "react";
import React, { useCallback, useId, useRef } from "react";
import { Icon } from "./icon";
import { Meanwhile } from "./meanwhile";
import { sends } from "./sending-key";
import type { ComposerSlotProps } from "./slots";
import { useTouch } from "./touch";
import { useDrawing } from "./use-drawing";
import { useGrowingField } from "./use-growing-field";
import { useLabels } from "./use-labels";

/**
 * Where the next message is written: Enter sends it, Shift and Enter begin a new line. On touch keyboards Enter does.
 * While a reply runs the message waits for its end; Control and Enter send it into the reply.
 */
export function Composer(props: Omit<ComposerSlotProps, "children">) {
  const { text, isBusy, canSend, write, send, stop, field } = props;
  const labels = useLabels();
  const id = useId();
  const isTouch = useTouch();
  const own = useRef<HTMLTextAreaElement | null>(null);
  const ref = useCallback(
    (element: HTMLTextAreaElement | null) => {
      own.current = element;
      field(element);
    },
    [field],
  );
  useGrowingField(own, text);
  useDrawing(() => {
    // A server had drawn the field, and somebody wrote into it before this script was there.
    const early = own.current!.value;
    if (early !== text) write(early);
  }, []);
  const isMeanwhile = isBusy && canSend;
  const isEmpty = text.trim() === "";

  function submit(event: FormEvent) {
    event.preventDefault();
    send(text);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (!sends(event)) return;
    event.preventDefault();
    send(text, event.ctrlKey || event.metaKey ? "steer" : "queue");
  }

  return (
    <form className="runnel-composer" onSubmit={submit}>
      <label className="runnel-hidden" htmlFor={id}>
        {labels.message}
      </label>
      <textarea
        id={id}
        ref={ref}
        dir="auto"
        rows={1}
        enterKeyHint={isTouch ? "enter" : "send"}
        placeholder={isMeanwhile ? labels.writeMeanwhile : labels.writeMessage}
        value={text}
        onChange={(event) => write(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {isMeanwhile ? (
        <button type="button" className="runnel-stop" title={labels.stop} onClick={stop}>
          <span className="runnel-hidden">{labels.stop}</span>
          <Icon name="stop" />
        </button>
      ) : (
        <button type="submit" className="runnel-send" title={labels.send} disabled={isBusy || isEmpty}>
          <span className="runnel-hidden">{labels.send}</span>
          <Icon name="send" />
        </button>
      )}
      {isMeanwhile && !isEmpty && <Meanwhile onSend={(when) => send(text, when)} />}
    </form>
  );
}
