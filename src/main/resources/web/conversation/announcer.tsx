import React, { useEffect, useRef, useState } from "react";
import type { ConnectionState } from "../client";
import { friendlyText } from "./failure-texts";
import { spokenText } from "./spoken-text";
import type { Turn } from "./turn";
import { isRunning } from "./turn";

/**
 * Tells a screen reader what happens here. A reply is read out once, when it is there: word by word it could not be
 * followed, and what was there when the page was opened is history.
 */
export function Announcer({ turn, connection }: { turn: Turn | undefined; connection: ConnectionState }) {
  const [said, say] = useState("");
  const running = useRef<string>();
  useEffect(() => {
    if (!turn) {
      say("");
    } else if (isRunning(turn)) {
      running.current = turn.id;
      say(progress(connection));
    } else if (running.current === turn.id) {
      running.current = undefined;
      say(outcome(turn));
    }
  }, [turn, connection]);
  return (
    <div className="runnel-hidden" role="status" aria-live="polite">
      {said}
    </div>
  );
}

function progress(connection: ConnectionState): string {
  if (connection === "reconnecting" || connection === "waiting") return "The connection was lost. Reconnecting.";
  return "The reply is being written.";
}

function outcome(turn: Turn): string {
  if (turn.failure) return friendlyText(turn.failure.code, turn.failure.message);
  if (turn.state === "stopped") return "The reply was stopped.";
  return spokenText(turn.answer);
}
