import type { Transcript, TranscriptMessage } from "../client";
import type { Turn } from "./turn";
import { isRunning, newTurn } from "./turn";

/** Questions with their replies. The running one is without words: it is followed from its start. */
export function turnsOf(transcript: Transcript): Turn[] {
  const turns: Turn[] = [];
  for (const message of transcript.messages) {
    const last = turns.at(-1);
    const before = last?.replyId === message.reply_id ? turns.pop() : undefined;
    turns.push(withMessage(before ?? begun(message, transcript), message));
  }
  return turns;
}

function begun({ reply_id }: TranscriptMessage, { running_reply_id }: Transcript): Turn {
  const turn = { ...newTurn("", reply_id), replyId: reply_id };
  return reply_id === running_reply_id ? turn : withEnd(turn, "interrupted");
}

function withMessage(turn: Turn, { role, content, status }: TranscriptMessage): Turn {
  return role === "user" ? { ...turn, question: content } : withEnd({ ...turn, answer: content }, status);
}

function withEnd(turn: Turn, status: TranscriptMessage["status"]): Turn {
  switch (status) {
    case "length":
    case "limit":
      return { ...turn, state: "complete", finishReason: status, failure: undefined };
    case "stopped":
      return { ...turn, state: "stopped", finishReason: "stopped", failure: undefined };
    case "interrupted": {
      const code = turn.answer === "" ? "reply_unknown" : "provider_cut";
      return { ...turn, state: "broken", failure: { code, message: "", retryable: true } };
    }
    default:
      return { ...turn, state: "complete", failure: undefined };
  }
}

/**
 * The service's turns, with what is known here and not there: suggestions and failures of replies that ended here, a
 * question that is on its way, and one that was refused.
 */
export function merge(kept: Turn[], here: Turn[]): Turn[] {
  const merged = kept.map((turn) => {
    const own = here.find((known) => known.replyId === turn.replyId);
    return own && (isRunning(own) || own.state === turn.state) ? own : turn;
  });
  const last = here.at(-1);
  if (!last || merged.includes(last) || (last.replyId !== undefined && !isRunning(last))) return merged;
  const end = merged.at(-1);
  // The question has arrived there, and the name of its reply not here yet.
  const arrived = last.replyId === undefined && isRunning(end) && end?.question === last.question;
  return [...(arrived ? merged.slice(0, -1) : merged), last];
}
