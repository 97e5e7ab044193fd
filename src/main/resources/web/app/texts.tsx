import type { ReactNode } from "react";
import React, { createContext, useContext, useLayoutEffect, useRef, useState } from "react";
import type { Labels } from "../conversation";
import { english as conversation } from "../conversation";
import type { Language, LanguageChoice } from "./language";
import { keepLanguage, keptLanguage, languageOf } from "./language";
import type { PageLabels } from "./page-labels";
import { english as page } from "./page-labels";

/** All that is said to people, in one language. */
export interface Texts {
  language: Language;
  page: PageLabels;
  conversation: Labels;
}

const ENGLISH: Texts = { language: "en", page, conversation };

/** Other languages are fetched by those who read them. */
async function textsIn(language: Language): Promise<Texts> {
  if (language === "en") return ENGLISH;
  // A person who has no words in their own language gets others, and not an empty page.
  const { german } = await import("./german").catch(() => ({ german: ENGLISH }));
  return german;
}

/** In the language in which this person wants the page. */
export function wantedTexts(): Promise<Texts> {
  return textsIn(languageOf(keptLanguage()));
}

interface Speaking {
  texts: Texts;
  choice: LanguageChoice;
  choose(choice: LanguageChoice): void;
}

const SpeakingContext = createContext<Speaking>({ texts: ENGLISH, choice: "auto", choose: () => undefined });

/** Lets the page speak; another language is there as soon as its texts are. */
export function SpeakingPage({ first, children }: { first: Texts; children: ReactNode }) {
  const [texts, setTexts] = useState(first);
  const [choice, setChoice] = useState(keptLanguage);
  const latest = useRef(choice);
  useLayoutEffect(() => {
    document.documentElement.lang = texts.language;
  }, [texts]);
  const choose = (chosen: LanguageChoice) => {
    latest.current = chosen;
    setChoice(chosen);
    keepLanguage(chosen);
    void textsIn(languageOf(chosen)).then((there) => latest.current === chosen && setTexts(there));
  };
  return <SpeakingContext.Provider value={{ texts, choice, choose }}>{children}</SpeakingContext.Provider>;
}

export function useSpeaking(): Speaking {
  return useContext(SpeakingContext);
}

export function usePageLabels(): PageLabels {
  return useSpeaking().texts.page;
}
