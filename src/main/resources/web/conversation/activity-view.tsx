import React, { useEffect, useState } from "react";
import type { Turn } from "./turn";
import { useLabels } from "./use-labels";

/** For so long nobody wonders. */
const SILENCE_MS = 4000;

/** What goes on while no word comes. */
export function ActivityView({ turn }: { turn: Turn }) {
  const labels = useLabels();
  const isSilent = useSilence(turn.answer.length, turn.activity);
  if (turn.activity === "thinking") return <p className="runnel-activity runnel-thinking">{labels.thinking}</p>;
  if (turn.activity === "retrying") return <p className="runnel-activity">{labels.retrying}</p>;
  if (turn.activity === "queued") return <p className="runnel-activity">{labels.waitsFor.queue}</p>;
  return isSilent ? <p className="runnel-activity">{labels.stillWorking}</p> : null;
}

/** Whether none of these has changed for a while. */
function useSilence(...signs: unknown[]): boolean {
  const [isSilent, setSilent] = useState(false);
  useEffect(() => {
    setSilent(false);
    const timer = setTimeout(() => setSilent(true), SILENCE_MS);
    return () => clearTimeout(timer);
  }, signs);
  return isSilent;
}
