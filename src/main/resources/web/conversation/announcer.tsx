import React, { useEffect, useRef, useState } from "react";
import type { ConnectionState } from "../client";
import type { Labels } from "./labels";
import { friendlyText } from "./labels";
import { spokenText } from "./spoken-text";
import type { Turn } from "./turn";
import { isRunning } from "./turn";
import { useLabels } from "./use-labels";

/** Something that was done here. */
export interface Note {
  text: string;
  count: number;
}

interface Said {
  pieces: string[];
  count: number;
}

interface AnnouncerProps {
  turn: Turn | undefined;
  connection: ConnectionState;
  note: Note | undefined;
}

/**
 * Tells a screen reader what happens here. A reply is read out once, when it is there: word by word it could not be
 * followed, and what was there when the page was opened is history.
 */
export function Announcer({ turn, connection, note }: AnnouncerProps) {
  const labels = useLabels();
  const [said, setSaid] = useState<Said>({ pieces: [], count: 0 });
  const say = (text: string, isAgain = false) =>
    setSaid((before) => (before.pieces.join() === text && !isAgain ? before : { pieces: [text], count: before.count + 1 }));
  const running = useRef<string>();
  const telling = useRef(0);
  const now = useRef(turn);
  now.current = turn;
  const isWriting = isRunning(turn);
  const tell = async (pieces: AsyncIterable<string>) => {
    const mine = ++telling.current;
    let isFirst = true;
    for await (const piece of pieces) {
      // What has begun since then is said instead.
      if (telling.current !== mine) return;
      if (isFirst) say(piece);
      else setSaid((before) => ({ ...before, pieces: [...before.pieces, piece] }));
      isFirst = false;
    }
  };
  useEffect(() => {
    const shown = now.current;
    if (!shown) {
      telling.current++;
      say("");
    } else if (isWriting) {
      telling.current++;
      running.current = shown.id;
      say(progress(connection, labels));
    } else if (running.current === shown.id) {
      running.current = undefined;
      void tell(outcome(shown, labels));
    }
  }, [turn?.id, isWriting, connection]);
  useEffect(() => {
    if (note) say(note.text, true);
  }, [note]);
  return (
    // Not atomic: of what is added piece by piece each piece is read once.
    <div className="runnel-hidden" role="status" aria-live="polite" aria-atomic={false}>
      {/* What is said twice is another element, or it would not be heard twice. */}
      {said.pieces.map((piece, index) => (
        <p key={`${said.count} ${index}`}>{piece}</p>
      ))}
    </div>
  );
}

function progress(connection: ConnectionState, { spoken }: Labels): string {
  return connection === "reconnecting" || connection === "waiting" ? spoken.reconnecting : spoken.writing;
}

async function* outcome(turn: Turn, labels: Labels): AsyncGenerator<string> {
  if (turn.failure) yield friendlyText(turn.failure.code, turn.failure.message, labels);
  else if (turn.state === "stopped") yield labels.spoken.stopped;
  else yield* spokenText(turn.answer, labels);
}
