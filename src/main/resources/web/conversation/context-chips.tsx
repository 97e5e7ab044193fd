import React from "react";
import type { ContextEvent } from "../client";
import { useLabels } from "./use-labels";

/** What the service has understood of the conversation. */
export function ContextChips({ context }: { context: ContextEvent["context"] | undefined }) {
  const labels = useLabels();
  if (!context) return null;
  const chips = [...(context.intent ? [["intent", context.intent]] : []), ...Object.entries(context.entities ?? {})];
  return (
    <ul className="runnel-chips" aria-label={labels.understood}>
      {chips.map(([name, value]) => (
        <li key={name} dir="auto">
          <b>{name}</b> {String(value)}
        </li>
      ))}
    </ul>
  );
}
