import React from "react";
import type { LanguageChoice } from "./language";
import { CHOICES, LANGUAGES } from "./language";
import { useSpeaking } from "./texts";

/** As the browser's is, or another one. */
export function LanguageSwitch() {
  const { texts, choice, choose } = useSpeaking();
  const labels = texts.page;
  return (
    <select
      className="page-language"
      aria-label={labels.language}
      value={choice}
      onChange={(event) => choose(event.target.value as LanguageChoice)}
    >
      {CHOICES.map((name) => (
        <option key={name} value={name} lang={name === "auto" ? undefined : name}>
          {name === "auto" ? labels.languageOfBrowser : LANGUAGES[name]}
        </option>
      ))}
    </select>
  );
}
