import React from "react";
import type { Theme } from "../conversation";
import { usePageLabels } from "./texts";
import { THEMES } from "./use-theme";

interface ThemeSwitchProps {
  theme: Theme;
  onChoose(theme: Theme): void;
}

/** As the system is, light or dark. */
export function ThemeSwitch({ theme, onChoose }: ThemeSwitchProps) {
  const labels = usePageLabels();
  return (
    <fieldset className="page-theme">
      <legend className="page-hidden">{labels.theme}</legend>
      {THEMES.map((name) => (
        <label key={name}>
          <input type="radio" name="page-theme" value={name} checked={theme === name} onChange={() => onChoose(name)} />
          <span>{labels.themes[name]}</span>
        </label>
      ))}
    </fieldset>
  );
}
