import React from "react";
import { ContextChips } from "./context-chips";
import { FailureView } from "./failure-view";
import { Suggestions } from "./suggestions";
import { TurnView } from "./turn-view";
import type { Conversation } from "./use-conversation";
import type { ScrollAlong } from "./use-scroll-along";

interface LogProps {
  conversation: Conversation;
  scroll: ScrollAlong;
  useStreaming: boolean;
  onAsk(question: string): void;
  onRetry(): void;
}

/** All that is read, in one box that scrolls: nothing that comes or goes at a reply's end takes room from it. */
export function Log({ conversation, scroll, useStreaming, onAsk, onRetry }: LogProps) {
  const { turns, context, connection, isBusy, restored } = conversation;
  const last = turns.at(-1);
  return (
    <div className="runnel-reading">
      <div
        className="runnel-log"
        ref={scroll.ref}
        onScroll={scroll.onScroll}
        role="log"
        aria-label="Messages"
        aria-live="off"
        tabIndex={0}
      >
        <div className="runnel-turns">
          {turns.map((turn) => (
            <TurnView
              key={turn.id}
              turn={turn}
              isStreaming={useStreaming}
              onRetry={turn === last && !isBusy ? onRetry : undefined}
            />
          ))}
          {turns.length === 0 && restored === true && <p className="runnel-empty">Ask something to begin.</p>}
          {typeof restored === "object" && <FailureView failure={restored} onRetry={conversation.restore} />}
          {isBusy && (connection === "reconnecting" || connection === "waiting") && (
            <p className="runnel-connection">{connection === "waiting" ? "You are offline." : "Reconnecting…"}</p>
          )}
          <ContextChips context={context} />
          {!isBusy && <Suggestions suggestions={last?.suggestions ?? []} onChoose={onAsk} />}
        </div>
      </div>
      {scroll.isAway && (
        <button type="button" className="runnel-to-end" onClick={scroll.toEnd}>
          ↓ Newest words
        </button>
      )}
    </div>
  );
}
