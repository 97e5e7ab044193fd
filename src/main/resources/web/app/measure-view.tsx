import React from "react";
import type { Measure } from "../conversation";

/** How fast the last reply was. */
export function MeasureView({ measure }: { measure: Measure | undefined }) {
  if (!measure) return null;
  return (
    <dl className="page-measure" aria-label="The last reply">
      <dt>First word</dt>
      <dd>{measure.firstWordMs} ms</dd>
      <dt>Words per second</dt>
      <dd>{measure.wordsPerSecond ?? "all at once"}</dd>
      <dt>Provider</dt>
      <dd>
        {measure.provider} ({measure.model})
      </dd>
    </dl>
  );
}
