import React from "react";
import { useLabels } from "./use-labels";

interface SuggestionsProps {
  suggestions: string[];
  label?: string;
  onChoose(suggestion: string): void;
}

/** What the person may want to say next. */
export function Suggestions({ suggestions, label, onChoose }: SuggestionsProps) {
  const labels = useLabels();
  if (suggestions.length === 0) return null;
  return (
    <ul className="runnel-suggestions" aria-label={label ?? labels.suggestions}>
      {suggestions.map((suggestion) => (
        <li key={suggestion}>
          <button type="button" dir="auto" onClick={() => onChoose(suggestion)}>
            {suggestion}
          </button>
        </li>
      ))}
    </ul>
  );
}
