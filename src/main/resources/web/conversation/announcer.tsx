import React from "react";
import type { ConnectionState } from "../client";
import { friendlyText } from "./failure-texts";
import type { Turn } from "./turn";

/** Tells a screen reader what happens. A reply is read out once, when it is there: word by word it could not be followed. */
export function Announcer({ turn, connection }: { turn: Turn | undefined; connection: ConnectionState }) {
  return (
    <div className="runnel-hidden" role="status" aria-live="polite">
      {turn ? announcement(turn, connection) : ""}
    </div>
  );
}

function announcement(turn: Turn, connection: ConnectionState): string {
  if (turn.failure) return friendlyText(turn.failure.code, turn.failure.message);
  if (turn.state === "complete") return turn.answer;
  if (turn.state === "stopped") return "The reply was stopped.";
  if (connection === "reconnecting" || connection === "waiting") return "The connection was lost. Reconnecting.";
  return "The reply is being written.";
}
