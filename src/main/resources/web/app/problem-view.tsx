import React from "react";
import { HistoryError } from "../client";
import { friendlyText } from "../conversation";
import type { Attempted } from "./page-labels";
import type { Texts } from "./texts";
import { useSpeaking } from "./texts";

/** Something that was tried and could not be done. */
export interface Problem {
  what: Attempted;
  error: unknown;
  again(): void;
}

export function ProblemView({ what, error, again }: Problem) {
  const { texts } = useSpeaking();
  const labels = texts.page;
  return (
    <div className="page-problem" role="alert">
      <p>
        {labels.notDone[what]} {reasonOf(error, texts)}
      </p>
      <button type="button" onClick={again}>
        {labels.tryAgain}
      </button>
    </div>
  );
}

/** A connection that is lost here has nothing to do with a reply. */
function reasonOf(error: unknown, { page, conversation }: Texts): string {
  if (!(error instanceof HistoryError)) return friendlyText("", "", conversation);
  const { code, message } = error.event;
  return code === "connection_lost" ? page.unreachable : friendlyText(code, message, conversation);
}
