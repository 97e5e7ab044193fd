import React from "react";

interface SuggestionsProps {
  suggestions: string[];
  onChoose(suggestion: string): void;
}

/** What the person may want to say next. */
export function Suggestions({ suggestions, onChoose }: SuggestionsProps) {
  if (suggestions.length === 0) return null;
  return (
    <ul className="runnel-suggestions" aria-label="Suggestions">
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
