import { keepChoice, keptChoice } from "./choice";

/** Each in its own words. */
export const LANGUAGES = { en: "English", de: "Deutsch" };
export type Language = keyof typeof LANGUAGES;

/** `auto`: the first of the browser's languages that the page speaks. */
export const CHOICES = ["auto", "en", "de"] as const;
export type LanguageChoice = (typeof CHOICES)[number];

const NAME = "runnel:page:language";

export function keptLanguage(): LanguageChoice {
  return keptChoice(NAME, CHOICES);
}

export function keepLanguage(choice: LanguageChoice): void {
  keepChoice(NAME, choice);
}

export function languageOf(choice: LanguageChoice): Language {
  if (choice !== "auto") return choice;
  const wanted = navigator.languages.map((tag) => tag.toLowerCase().split("-")[0]!);
  return wanted.find((tag): tag is Language => tag in LANGUAGES) ?? "en";
}
