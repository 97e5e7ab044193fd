import { useEffect, useState } from "react";
import type { Theme } from "../conversation";
import { keepChoice, keptChoice } from "./choice";

const NAME = "runnel:page:theme";
export const THEMES = ["auto", "light", "dark"] as const satisfies readonly Theme[];

/** How this person wants the page; by default as their system is. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState<Theme>(kept);
  useEffect(() => apply(theme), [theme]);
  return [
    theme,
    (chosen) => {
      setTheme(chosen);
      keepChoice(NAME, chosen);
    },
  ];
}

/** To be called before anything is drawn. */
export function applyTheme(): void {
  apply(kept());
}

function apply(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
}

function kept(): Theme {
  return keptChoice(NAME, THEMES);
}
