import React from "react";
import type { When } from "../client";
import { useLabels } from "./use-labels";

/** What can become of a message that is written while a reply runs. */
export function Meanwhile({ onSend }: { onSend(when: When): void }) {
  const labels = useLabels();
  return (
    <div className="runnel-meanwhile" role="group" aria-label={labels.meanwhile}>
      <button type="submit" className="runnel-send">
        {labels.queueIt}
      </button>
      <button type="button" className="runnel-steer" onClick={() => onSend("steer")}>
        {labels.steerIt}
      </button>
      <button type="button" className="runnel-interrupt" onClick={() => onSend("interrupt")}>
        {labels.interruptIt}
      </button>
    </div>
  );
}
