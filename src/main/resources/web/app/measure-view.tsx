import React from "react";
import type { Measure } from "../conversation";
import { usePageLabels } from "./texts";

/** How fast the last reply was: its first word at a glance, the rest on demand. */
export function MeasureView({ measure }: { measure: Measure | undefined }) {
  const labels = usePageLabels();
  if (!measure) return null;
  return (
    <details className="page-measure">
      <summary>
        <span className="page-hidden">{labels.firstWordAfter} </span>
        {measure.firstWordMs} ms
      </summary>
      <dl aria-label={labels.lastReply}>
        <dt>{labels.firstWord}</dt>
        <dd>{measure.firstWordMs} ms</dd>
        <dt>{labels.wordsPerSecond}</dt>
        <dd>{measure.wordsPerSecond ?? labels.allAtOnce}</dd>
        <dt>{labels.provider}</dt>
        <dd>
          {measure.provider} ({measure.model})
        </dd>
      </dl>
    </details>
  );
}
