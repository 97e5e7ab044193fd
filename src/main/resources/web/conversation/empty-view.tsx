import React from "react";
import { Mark } from "./mark";
import { EmptySlot } from "./slots";
import { Suggestions } from "./suggestions";
import { useLabels } from "./use-labels";

interface EmptyProps {
  starters: string[];
  onAsk(question: string): void;
}

/** Before the first question. */
export function EmptyView({ starters, onAsk }: EmptyProps) {
  const labels = useLabels();
  return (
    <EmptySlot ask={onAsk}>
      <div className="runnel-beginning">
        <Mark />
        <p className="runnel-empty">{labels.empty}</p>
        <Suggestions suggestions={starters} label={labels.starters} onChoose={onAsk} />
      </div>
    </EmptySlot>
  );
}
