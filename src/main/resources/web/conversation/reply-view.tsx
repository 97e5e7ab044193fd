import React from "react";
import { MarkdownView } from "./markdown-view";
import type { Turn } from "./turn";
import { useLabels } from "./use-labels";

/** The words of a reply; what was said into it stands where it was heard. */
export function ReplyView({ turn }: { turn: Turn }) {
  const labels = useLabels();
  const { answer, steering = [] } = turn;
  const isWriting = turn.state === "writing";
  if (steering.length === 0) return answer === "" ? null : <MarkdownView text={answer} isGrowing={isWriting} />;
  const starts = [0, ...steering.map(({ after }) => after)];
  return (
    <>
      {starts.map((start, index) => {
        const end = starts[index + 1];
        const part = answer.slice(start, end);
        return (
          <React.Fragment key={index}>
            {index > 0 && (
              <p className="runnel-steering" dir="auto">
                <span className="runnel-hidden">{labels.youSaid} </span>
                {steering[index - 1]!.message}
              </p>
            )}
            {part.trim() !== "" && <MarkdownView text={part} isGrowing={isWriting && end === undefined} />}
          </React.Fragment>
        );
      })}
    </>
  );
}
