import { useEffect, useRef, useState } from "react";
import type { Turn } from "./turn";
import { wasTaken } from "./turn";

export interface Draft {
  text: string;
  write(text: string): void;
  /** The question is on its way. It leaves the field, and is forgotten when the service has it. */
  sent(question: string): void;
}

/**
 * What is being written in one conversation. This tab keeps it over a reload and while another conversation is shown; a
 * question that the service did not take comes back into the field.
 */
export function useDraft(name: string, last: Turn | undefined): Draft {
  const [draft, setDraft] = useState(() => ({ name, text: read(name) }));
  const pending = useRef<string>();
  if (draft.name !== name) {
    pending.current = undefined;
    setDraft({ name, text: read(name) });
  }
  const { text } = draft;

  const write = (changed: string) => {
    setDraft({ name, text: changed });
    keep(name, changed);
  };

  useEffect(() => {
    const question = pending.current;
    if (question === undefined || last?.question !== question.trim()) return;
    if (wasTaken(last)) {
      pending.current = undefined;
      keep(name, text);
    } else if (last.state === "broken") {
      pending.current = undefined;
      // What was written meanwhile stays; the question is still above, with a way to try again.
      if (text === "") write(question);
    }
  });

  return {
    text,
    write,
    sent(question) {
      pending.current = question;
      if (text.trim() === question.trim()) setDraft({ name, text: "" });
    },
  };
}

function read(name: string): string {
  try {
    return sessionStorage.getItem(name) ?? "";
  } catch {
    return "";
  }
}

function keep(name: string, text: string): void {
  try {
    if (text === "") sessionStorage.removeItem(name);
    else sessionStorage.setItem(name, text);
  } catch {
    // Nothing can be kept in this browser.
  }
}
