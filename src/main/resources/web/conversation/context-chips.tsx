import React from "react";
import type { ContextEvent } from "../client";

/** What the service has understood of the conversation. */
export function ContextChips({ context }: { context: ContextEvent["context"] | undefined }) {
  if (!context) return null;
  const chips = [...(context.intent ? [["intent", context.intent]] : []), ...Object.entries(context.entities ?? {})];
  return (
    <ul className="runnel-chips" aria-label="Understood">
      {chips.map(([name, value]) => (
        <li key={name} dir="auto">
          <b>{name}</b> {String(value)}
        </li>
      ))}
    </ul>
  );
}
