import React from "react";
import type { Measure } from "../conversation";

/** How fast the last reply was: its first word at a glance, the rest on demand. */
export function MeasureView({ measure }: { measure: Measure | undefined }) {
  if (!measure) return null;
  return (
    <details className="page-measure">
      <summary>
        <span className="page-hidden">First word after </span>
        {measure.firstWordMs} ms
      </summary>
      <dl aria-label="The last reply">
        <dt>First word</dt>
        <dd>{measure.firstWordMs} ms</dd>
        <dt>Words per second</dt>
        <dd>{measure.wordsPerSecond ?? "all at once"}</dd>
        <dt>Provider</dt>
        <dd>
          {measure.provider} ({measure.model})
        </dd>
      </dl>
    </details>
  );
}
