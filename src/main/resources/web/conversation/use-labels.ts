import { createContext, useContext } from "react";
import type { Labels } from "./labels";
import { english } from "./labels";

export const LabelsContext = createContext<Labels>(english);

/** The texts in the language of the conversation around. */
export function useLabels(): Labels {
  return useContext(LabelsContext);
}
