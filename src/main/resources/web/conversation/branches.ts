import type { Turn } from "./turn";

/** The turns at the same place: questions beside each other, and the replies to one question. */
export interface Beside {
  questions: Turn[];
  replies: Turn[];
}

/** All turns in the order in which they were asked; of two with one name the one that is shown is right. */
export function union(tree: Turn[], shown: Turn[]): Turn[] {
  const byName = new Map(shown.map((turn) => [turn.replyId, turn]));
  const names = new Set(tree.map((turn) => turn.replyId));
  const isNew = (turn: Turn) => turn.replyId === undefined || !names.has(turn.replyId);
  return [...tree.map((turn) => byName.get(turn.replyId) ?? turn), ...shown.filter(isNew)];
}

/** The turns up to this one, the oldest first, as many of them as are known. */
export function pathTo(tree: Turn[], replyId: string | undefined): Turn[] {
  const byName = new Map(tree.map((turn) => [turn.replyId, turn]));
  const path: Turn[] = [];
  let next = replyId === undefined ? undefined : byName.get(replyId);
  while (next && path.length < tree.length) {
    path.unshift(next);
    next = next.parent === undefined ? undefined : byName.get(next.parent);
  }
  return path;
}

/** The latest turn that follows this one, as the service chooses it; itself if none does. */
export function endOf(tree: Turn[], replyId: string): string {
  const following = new Set([replyId]);
  let end = replyId;
  for (const turn of tree) {
    if (turn.replyId === undefined || turn.parent === undefined || !following.has(turn.parent)) continue;
    following.add(turn.replyId);
    end = turn.replyId;
  }
  return end;
}

/** What stands beside each shown turn, by its id; nothing for a turn that is alone at its place. */
export function besides(tree: Turn[], shown: Turn[]): Map<string, Beside> {
  const places = new Map<string | undefined, Turn[]>();
  for (const turn of union(tree, shown)) {
    const place = places.get(turn.parent);
    if (place) place.push(turn);
    else places.set(turn.parent, [turn]);
  }
  const found = new Map<string, Beside>();
  for (const turn of shown) {
    const place = places.get(turn.parent) ?? [];
    if (place.length > 1) found.set(turn.id, beside(turn, place));
  }
  return found;
}

function beside(shown: Turn, place: Turn[]): Beside {
  const byQuestion = new Map<string, Turn>();
  // Of a question that was asked several times its latest reply is opened.
  for (const turn of place) byQuestion.set(turn.question, turn);
  byQuestion.set(shown.question, shown);
  return {
    questions: [...byQuestion.values()],
    replies: place.filter((turn) => turn.question === shown.question),
  };
}

/** A reply went on under another name: whatever followed it follows that one. */
export function renamed(tree: Turn[], before: string, after: string): Turn[] {
  return tree
    .filter((turn) => turn.replyId !== before)
    .map((turn) => (turn.parent === before ? { ...turn, parent: after } : turn));
}
