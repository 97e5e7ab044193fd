import React from "react";

const WAVE = "c3-3.4 6-3.4 9 0s6 3.4 9 0";

/** Three lines of running water. */
export function Mark() {
  return (
    <svg className="runnel-mark" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
      <g fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round">
        <path d={`M3 7${WAVE}`} opacity="0.4" />
        <path d={`M3 12${WAVE}`} />
        <path d={`M3 17${WAVE}`} opacity="0.7" />
      </g>
    </svg>
  );
}
