import type { Transcript, TranscriptMessage } from "../client";
import { union } from "./branches";
import type { Turn } from "./turn";
import { isRunning, newTurn } from "./turn";

/** Questions with their replies. The running one is without words: it is followed from its start. */
export function turnsOf(transcript: Transcript): Turn[] {
  const turns: Turn[] = [];
  for (const message of transcript.messages) {
    const last = turns.at(-1);
    const before = last?.replyId === message.reply_id ? turns.pop() : undefined;
    turns.push(withMessage(before ?? begun(message, transcript, turns.at(-1)), message));
  }
  return turns;
}

/** All turns of these pages, the newest page first, in the order in which they were asked. */
export function treeOf(pages: Transcript[]): Turn[] {
  return pages.map(turnsOf).reduce((tree, before) => union(before, tree), []);
}

function begun({ reply_id, parent }: TranscriptMessage, transcript: Transcript, before?: Turn): Turn {
  // A service of an earlier version knows one branch, and no places.
  const place = transcript.branch === undefined ? before?.replyId : parent;
  const turn = { ...newTurn("", reply_id, place), replyId: reply_id };
  return reply_id === transcript.running_reply_id ? turn : withEnd(turn, "interrupted");
}

function withMessage(turn: Turn, { role, content, status, steering }: TranscriptMessage): Turn {
  return role === "user" ? { ...turn, question: content } : withEnd({ ...turn, answer: content, steering }, status);
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
    if (!own || !(isRunning(own) || own.state === turn.state)) return turn;
    // Its place is the service's to say: what was asked on another device may be before it.
    return own.parent === turn.parent ? own : { ...own, parent: turn.parent };
  });
  const last = here.at(-1);
  if (!last || merged.some(({ id }) => id === last.id) || (last.replyId !== undefined && !isRunning(last))) return merged;
  const end = merged.at(-1);
  // The question has arrived there, and the name of its reply not here yet.
  const arrived = last.replyId === undefined && isRunning(end) && end?.question === last.question;
  return [...(arrived ? merged.slice(0, -1) : merged), last];
}
