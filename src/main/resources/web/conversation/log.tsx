import React, { useMemo, useRef } from "react";
import { besides } from "./branches";
import { ContextChips } from "./context-chips";
import { hasOlder } from "./conversation-state";
import { EmptyView } from "./empty-view";
import { ProblemView } from "./failure-view";
import type { Found } from "./found";
import { OlderTurns, useHeldPlace } from "./older-turns";
import { QueueView } from "./queue-view";
import { Suggestions } from "./suggestions";
import { TurnView } from "./turn-view";
import type { Conversation } from "./use-conversation";
import { useFound } from "./use-found";
import { useKeptFocus } from "./use-kept-focus";
import { useLabels } from "./use-labels";
import type { ScrollAlong } from "./use-scroll-along";

interface LogProps {
  conversation: Conversation;
  scroll: ScrollAlong;
  useStreaming: boolean;
  found: Found | undefined;
  starters: string[];
  onAsk(question: string): void;
  onRetry(): void;
}

/** All that is read, in one box that scrolls: nothing that comes or goes at a reply's end takes room from it. */
export function Log({ conversation, scroll, useStreaming, found, starters, onAsk, onRetry }: LogProps) {
  const { turns, context, connection, isBusy, restored, problem, actions } = conversation;
  const labels = useLabels();
  const last = turns.at(-1);
  const beside = useBesides(conversation);
  const keepFocus = useKeptFocus(scroll.ref);
  useHeldPlace(conversation, scroll);
  useFound(found, turns, scroll);
  const isLost = connection === "reconnecting" || connection === "waiting";
  return (
    <div className="runnel-reading">
      <div className="runnel-log" {...scroll.listeners} ref={scroll.ref} role="log" aria-label={labels.messages} aria-live="off" tabIndex={0}>
        <div
          className="runnel-turns"
          onClickCapture={keepFocus}
          onSubmitCapture={keepFocus}
          onKeyDownCapture={(event) => event.key === "Escape" && keepFocus(event)}
        >
          {typeof restored === "object" && (
            <ProblemView what="restore" failure={restored} again={conversation.restore} />
          )}
          {hasOlder(conversation) && <OlderTurns conversation={conversation} scroll={scroll} />}
          {turns.map((turn) => (
            <TurnView
              key={turn.id}
              turn={turn}
              beside={beside.get(turn.id)}
              isLast={turn === last}
              isFound={found !== undefined && turn.replyId === found.replyId}
              isBusy={isBusy}
              isStreaming={useStreaming}
              actions={actions}
              onRetry={turn === last && !isBusy ? onRetry : undefined}
            />
          ))}
          {turns.length === 0 && restored === true && <EmptyView starters={starters} onAsk={onAsk} />}
          {isBusy && isLost && (
            <p className="runnel-connection">{connection === "waiting" ? labels.offline : labels.reconnecting}</p>
          )}
          <QueueView queue={conversation.queue} />
          {problem && (
            <div className="runnel-problem" role="alert">
              <ProblemView {...problem} />
            </div>
          )}
          <ContextChips context={context} />
          {!isBusy && <Suggestions suggestions={last?.suggestions ?? []} onChoose={onAsk} />}
        </div>
      </div>
      {scroll.isAway && (
        <button type="button" className="runnel-to-end" onClick={scroll.toEnd}>
          {labels.newest}
        </button>
      )}
    </div>
  );
}

/** They change with the turns, and not with the words. */
function useBesides({ tree, turns }: Conversation) {
  const names = turns.map(({ id, replyId }) => `${id} ${replyId}`).join();
  const shown = useRef(turns);
  shown.current = turns;
  return useMemo(() => besides(tree, shown.current), [tree, names]);
}
