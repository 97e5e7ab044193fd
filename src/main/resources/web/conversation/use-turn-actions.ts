import type { Dispatch } from "react";
import { useMemo, useRef } from "react";
import type { ReplyOptions } from "../client";
import { randomId } from "../client/ids";
import type { Action } from "./conversation-state";
import type { Attempted } from "./labels";
import type { Turn } from "./turn";
import type { Problem } from "./use-problem";
import type { Send } from "./use-sending";

/** What can be done with a turn. The object stays the same, so that turns are not drawn anew with each word. */
export interface TurnActions {
  /** Asks for the last reply once more. */
  retry(): void;
  /** Another reply beside this one. */
  regenerate(turn: Turn): void;
  /** Another question in the place of this one. */
  edit(turn: Turn, question: string): void;
  /** The last reply goes on where it ended. */
  goOn(): void;
  /** Shows the branch of this turn. */
  choose(turn: Turn): void;
}

interface Doing {
  turns: Turn[];
  isBusy: boolean;
  dispatch: Dispatch<Action>;
  send: Send;
  choose(replyId: string): void;
  setProblem(problem: Problem | undefined): void;
}

export function useTurnActions(doing: Doing): TurnActions {
  const current = useRef(doing);
  current.current = doing;
  return useMemo(() => actionsOf(() => current.current), []);
}

function actionsOf(now: () => Doing): TurnActions {
  const actions: TurnActions = {
    retry() {
      const { turns, isBusy, dispatch, send } = now();
      const last = turns.at(-1);
      if (!last || isBusy) return;
      if (last.replyId !== undefined) return actions.regenerate(last);
      // Nobody is known to have received it, so it keeps its name.
      dispatch({ type: "begun", key: last.key });
      send({ message: last.question, idempotencyKey: last.key });
    },
    regenerate: (turn) => askBeside("regenerate", turn, turn.question),
    edit: (turn, question) => askBeside("edit", turn, question.trim()),
    goOn() {
      const { turns, isBusy, dispatch } = now();
      const last = turns.at(-1);
      if (isBusy || last?.replyId === undefined) return;
      const idempotencyKey = randomId();
      dispatch({ type: "continued", key: idempotencyKey });
      ask("goOn", { continueFrom: last.replyId, idempotencyKey }, turns, actions.goOn);
    },
    choose(turn) {
      const { isBusy, choose } = now();
      if (!isBusy && turn.replyId !== undefined) choose(turn.replyId);
    },
  };

  function askBeside(what: Attempted, turn: Turn, message: string) {
    const { turns, isBusy, dispatch } = now();
    if (message === "" || isBusy || turn.replyId === undefined) return;
    const idempotencyKey = randomId();
    dispatch({ type: "askedBeside", turn, question: message, key: idempotencyKey });
    ask(what, { message, regenerate: turn.replyId, idempotencyKey }, turns, () => askBeside(what, turn, message));
  }

  /** Asked of turns that are there already: if the service refuses it, they stay as they were. */
  function ask(what: Attempted, asked: Partial<ReplyOptions>, turns: Turn[], again: () => void) {
    const { send, setProblem, dispatch } = now();
    setProblem(undefined);
    send(asked, (failure) => {
      dispatch({ type: "takenBack", turns });
      setProblem({ what, failure, again });
    });
  }
  return actions;
}
