import type { ConnectionState, ContextEvent, ErrorEvent, ReplyEvent, Transcript } from "../client";
import { endOf, pathTo, renamed, union } from "./branches";
import { broken, failureIn, heardBy } from "./heard";
import { merge, treeOf, turnsOf } from "./transcript-turns";
import type { Turn, TurnFailure } from "./turn";
import { isRunning, newTurn, wasTaken } from "./turn";

export interface ConversationState {
  /** The branch that is shown, its oldest turn first. */
  turns: Turn[];
  /** The turns of all branches that are known, in the order in which they were asked. */
  tree: Turn[];
  /** Nothing is to be had before the first turn that is shown. */
  isWhole: boolean;
  context: ContextEvent["context"] | undefined;
  connection: ConnectionState;
  /** Whether what was said before is here; a failure when it could not be fetched. */
  restored: boolean | TurnFailure;
}

export const EMPTY: ConversationState = {
  turns: [],
  tree: [],
  isWhole: false,
  context: undefined,
  connection: "closed",
  restored: false,
};

export type Action =
  /** Another conversation, of which nothing is known yet, or of which there is nothing. */
  | { type: "opened"; isNew: boolean }
  /** `pages`: the newest turns of all branches, more of them, and those of the current one where that is an older one. */
  | { type: "restored"; pages: Transcript[] }
  | { type: "unrestored"; event: ErrorEvent }
  | { type: "older"; page: Transcript | undefined }
  | { type: "chosen"; replyId: string }
  | { type: "asked"; question: string; key: string }
  /** A question beside the one of this turn, or the same one: what followed it is on another branch. */
  | { type: "askedBeside"; turn: Turn; question: string; key: string }
  /** The last reply goes on where it ended. */
  | { type: "continued"; key: string }
  /** What was asked beside or further was refused: what was there is there again. */
  | { type: "takenBack"; turns: Turn[] }
  /** The last question's reply is followed from the start. */
  | { type: "begun"; key: string; replyId?: string }
  | { type: "heard"; event: ReplyEvent }
  | { type: "lost" }
  | { type: "connection"; state: ConnectionState };

export function reduce(state: ConversationState, action: Action): ConversationState {
  switch (action.type) {
    case "opened":
      return { ...EMPTY, restored: action.isNew };
    case "restored":
      return restored(state, action.pages);
    case "unrestored":
      return { ...state, restored: failureIn(action.event) };
    case "older":
      return withOlder(state, action.page ? turnsOf(action.page) : []);
    case "chosen":
      return chosen(state, action.replyId);
    case "asked":
      return asked(state, withoutRefused(state.turns), action.question, action.key);
    case "askedBeside":
      return asked(state, upTo(state.turns, action.turn), action.question, action.key);
    case "continued":
      return updateLast(state, (turn) => ({
        ...turn,
        key: action.key,
        state: "waiting",
        continues: true,
        failure: undefined,
        finishReason: undefined,
        suggestions: [],
      }));
    case "takenBack":
      return { ...state, turns: action.turns };
    case "begun":
      return updateLast(state, (turn) => ({
        ...newTurn(turn.question, action.key, turn.parent),
        id: turn.id,
        replyId: action.replyId,
      }));
    case "heard":
      return heard(state, action.event);
    case "lost":
      return updateLast(state, (turn) => (isRunning(turn) ? broken(turn, LOST) : turn));
    case "connection":
      return { ...state, connection: action.state };
  }
}

const LOST: TurnFailure = { code: "connection_lost", message: "", retryable: true };

/** A question that the service did not take went back to where it was written: the next one replaces it. */
function withoutRefused(turns: Turn[]): Turn[] {
  const last = turns.at(-1);
  return last?.state === "broken" && !wasTaken(last) ? turns.slice(0, -1) : turns;
}

function upTo(turns: Turn[], turn: Turn): Turn[] {
  return turns.slice(0, Math.max(0, turns.findIndex(({ id }) => id === turn.id)));
}

function asked(state: ConversationState, before: Turn[], question: string, key: string): ConversationState {
  const tree = known(state);
  return { ...state, tree, turns: [...before, newTurn(question, key, before.at(-1)?.replyId)] };
}

/** The service knows a turn by the name of its reply. */
function known(state: ConversationState): Turn[] {
  return union(state.tree, state.turns).filter((turn) => turn.replyId !== undefined);
}

function chosen(state: ConversationState, replyId: string): ConversationState {
  const tree = known(state);
  const turns = pathTo(tree, endOf(tree, replyId));
  return turns.length > 0 ? { ...state, tree, turns, isWhole: false } : state;
}

function heard(state: ConversationState, event: ReplyEvent): ConversationState {
  if (event.type === "context") return { ...state, context: event.context };
  const before = state.turns.at(-1);
  const after = updateLast(state, (turn) => heardBy(turn, event));
  const name = after.turns.at(-1)?.replyId;
  const isRenamed = before?.continues && before.replyId !== undefined && name !== undefined && before.replyId !== name;
  return isRenamed ? { ...after, tree: renamed(after.tree, before.replyId!, name) } : after;
}

function restored(state: ConversationState, pages: Transcript[]): ConversationState {
  const [newest] = pages;
  const context = isRunning(state.turns.at(-1)) ? state.context : contextOf(newest);
  if (!newest) return { ...state, tree: [], turns: merge([], state.turns), context, restored: true };
  const read = treeOf(pages);
  // Older ones were read before; where the whole conversation is here, it is right.
  const tree = newest.before === undefined ? read : union(state.tree, read);
  const path = newest.branch === undefined ? read : pathTo(tree, pages.at(-1)!.branch);
  return { ...state, tree, turns: merge(path, state.turns), context, restored: true };
}

function withOlder(state: ConversationState, older: Turn[]): ConversationState {
  const names = new Set(state.turns.map((turn) => turn.replyId));
  const added = older.filter((turn) => !names.has(turn.replyId));
  return { ...state, turns: [...added, ...state.turns], tree: union(added, state.tree), isWhole: added.length === 0 };
}

/** Whether there are turns before the first that is shown. */
export function hasOlder({ turns, isWhole }: ConversationState): boolean {
  return turns[0]?.parent !== undefined && !isWhole;
}

function contextOf(transcript?: Transcript): ContextEvent["context"] | undefined {
  const { intent = "", entities = {} } = transcript?.context ?? {};
  return intent !== "" || Object.keys(entities).length > 0 ? { intent, entities } : undefined;
}

function updateLast(state: ConversationState, update: (turn: Turn) => Turn): ConversationState {
  const last = state.turns.at(-1);
  return last ? { ...state, turns: [...state.turns.slice(0, -1), update(last)] } : state;
}
