import { useEffect, useRef, useState } from "react";
import type { Turn } from "./turn";
import { isRunning, wasTaken } from "./turn";
import { useHydrating } from "./use-hydrating";

export interface Draft {
  text: string;
  write(text: string): void;
  /** The question is on its way. It leaves the field, and is forgotten when the service has it. */
  sent(question: string): void;
  /** The same of a message that is no question yet, as it waits for a reply to end. */
  sentMeanwhile(message: string, isTaken: Promise<boolean>): void;
}

/**
 * What is being written in one conversation. This tab keeps it over a reload and while another conversation is shown; a
 * question that the service did not take comes back into the field.
 */
export function useDraft(name: string, last: Turn | undefined): Draft {
  const [draft, setDraft] = useState(() => ({ name, text: read(name) }));
  const isHydrating = useHydrating();
  const pending = useRef<string>();
  const returned = useRef<string>();
  if (draft.name !== name) {
    pending.current = returned.current = undefined;
    setDraft({ name, text: read(name) });
  }
  const { text } = draft;
  const latest = useRef(draft);
  latest.current = draft;

  const write = (changed: string) => {
    setDraft({ name, text: changed });
    keep(name, changed);
  };

  const sent = (question: string) => {
    pending.current = question;
    returned.current = undefined;
    if (text.trim() === question.trim()) setDraft({ name, text: "" });
  };

  useEffect(() => {
    const back = returned.current;
    // It was asked once more, and not by the person.
    if (back !== undefined && text === back && isRunning(last) && last?.question === back.trim()) sent(back);
    const question = pending.current;
    if (question === undefined || last?.question !== question.trim()) return;
    if (wasTaken(last)) {
      pending.current = undefined;
      keep(name, text);
    } else if (last.state === "broken") {
      pending.current = undefined;
      // What was written meanwhile stays; the question is still above, with a way to try again.
      if (text !== "") return;
      returned.current = question;
      write(question);
    }
  });

  return {
    text: isHydrating ? "" : text,
    write,
    sent,
    sentMeanwhile(message, isTaken) {
      if (text.trim() === message.trim()) setDraft({ name, text: "" });
      void isTaken.then((isThere) => {
        const { name: shown, text: written } = latest.current;
        if (shown !== name) return;
        // What was written meanwhile stays.
        if (isThere) keep(name, written);
        else if (written === "") write(message);
      });
    },
  };
}

function read(name: string): string {
  if (typeof window === "undefined") return "";
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
