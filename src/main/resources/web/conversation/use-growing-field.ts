import type { RefObject } from "react";
import { useEffect } from "react";

/** The field is as high as its words, also where the style sheet cannot say so (CSS `field-sizing`). */
export function useGrowingField(field: RefObject<HTMLTextAreaElement>, text: string): void {
  useEffect(() => {
    const box = field.current;
    if (!box || CSS.supports("field-sizing", "content")) return;
    box.style.height = "auto";
    const borders = box.offsetHeight - box.clientHeight;
    box.style.height = `${box.scrollHeight + borders}px`;
  }, [field, text]);
}
