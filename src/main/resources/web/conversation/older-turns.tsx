import React from "react";
import type { Conversation } from "./use-conversation";
import { useDrawing } from "./use-drawing";
import { useLabels } from "./use-labels";
import type { ScrollAlong } from "./use-scroll-along";

interface OlderTurnsProps {
  conversation: Conversation;
  scroll: ScrollAlong;
}

/** Where the conversation goes on upwards. What is read stays where it is when more comes above it. */
export function OlderTurns({ conversation, scroll }: OlderTurnsProps) {
  const labels = useLabels();
  const { isLoadingOlder, older } = conversation;
  return (
    <p className="runnel-older">
      <button type="button" aria-disabled={isLoadingOlder} onClick={() => isLoadingOlder || older(scroll.hold)}>
        {isLoadingOlder ? labels.olderLoading : labels.older}
      </button>
    </p>
  );
}

/** To be used where the turns are, also when there are no older ones left. */
export function useHeldPlace({ turns, isWhole }: Conversation, scroll: ScrollAlong): void {
  const first = turns[0]?.id;
  useDrawing(() => scroll.release(), [first, isWhole, scroll.release]);
}
