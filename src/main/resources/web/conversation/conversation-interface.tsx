import type { KeyboardEvent, ReactNode } from "react";
import React, { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { TokenSource, When } from "../client";
import { ME } from "../client/service";
import { AnnounceContext } from "./announce";
import type { Note } from "./announcer";
import { Announcer } from "./announcer";
import { Composer } from "./composer";
import type { Found } from "./found";
import { Icon } from "./icon";
import type { GivenLabels } from "./labels";
import { labelsOf } from "./labels";
import { Log } from "./log";
import type { Measure } from "./measure";
import type { Slots } from "./slots";
import { ComposerSlot, own, SlotsContext } from "./slots";
import type { Conversation } from "./use-conversation";
import { useConversation } from "./use-conversation";
import { useDraft } from "./use-draft";
import { isTouch } from "./touch";
import { LabelsContext, useLabels } from "./use-labels";
import { useScrollAlong } from "./use-scroll-along";
import { useSession } from "./use-session";
import { useNewToken, useSessionToken } from "./use-session-token";

export type Theme = "light" | "dark" | "auto";

export interface ConversationProps {
  /** Closed it shows nothing; a reply that runs goes on. Default true. */
  isOpen?: boolean;
  /** Adds a close button and the Escape key. */
  onClose?: () => void;
  /**
   * Sent to the service as a bearer token; a function is asked anew for each request, and once more with a token that
   * was refused. `null`: there is none. `undefined`: it comes later, and requests wait for it.
   */
  sessionToken?: TokenSource;
  /** The service refused the token. Give another one, and what was refused is tried once more. */
  onUnauthenticated?: () => void;
  /** By default the user in the token. */
  userId?: string;
  /** `false` asks for the whole reply at once. Default true. */
  useStreaming?: boolean;
  /** Where the service is; by default where the page comes from. */
  endpoint?: string;
  theme?: Theme;
  title?: string;
  /** Before the title, and at the end of its line: what the page around has to offer there. */
  headerStart?: ReactNode;
  headerEnd?: ReactNode;
  /** Which conversation; by default this browser's last one with this user. */
  sessionId?: string;
  /** Nothing was said in `sessionId` yet, so nothing is looked for when it is opened. Default false. */
  isNew?: boolean;
  /** The turn to open the conversation at; another one leads there. By default it opens with its newest words. */
  found?: Found;
  /** `false`: the service is not told for how long replies are read. Default true. */
  reportReading?: boolean;
  /** Questions that can be asked with one press while nothing was said yet. */
  starters?: string[];
  /** All texts, in another language than English, or in other words. */
  labels?: GivenLabels;
  /** Parts of the page's own. They are components, so they come from a module, or stay the same while it is shown. */
  slots?: Slots;
  /** Called with each question. */
  onAsk?: (question: string, sessionId: string) => void;
  /** Called after each complete reply. */
  onMeasure?: (measure: Measure) => void;
}

/** A conversation with the service, ready to be put into a page. */
export function ConversationInterfaceStreaming(props: ConversationProps) {
  const { isOpen = true, useStreaming = true, endpoint = "", userId } = props;
  const [session, use] = useSession(endpoint, userId, props.sessionId, props.isNew ?? false);
  const { token, given } = useSessionToken(props);
  const conversation = useConversation({
    endpoint,
    userId,
    sessionId: session.id,
    isNew: session.isNew,
    found: props.found,
    token,
    onUnauthenticated: props.onUnauthenticated,
    useStreaming,
    reportReading: props.reportReading,
    onMeasure: props.onMeasure,
  });
  useNewToken(props.sessionToken, given, conversation);
  const labels = useMemo(() => labelsOf(props.labels), [props.labels]);
  if (!isOpen) return null;

  const ask = (question: string) => {
    use();
    conversation.ask(question);
    props.onAsk?.(question, session.id);
  };
  const draftName = `runnel:draft:${endpoint}:${userId ?? ME}:${session.id}`;
  return (
    <LabelsContext.Provider value={labels}>
      <SlotsContext.Provider value={props.slots ?? NO_SLOTS}>
        <Panel {...props} {...{ useStreaming, conversation, draftName, ask }} shownSession={session.id} />
      </SlotsContext.Provider>
    </LabelsContext.Provider>
  );
}

const NONE: string[] = [];
const NO_SLOTS: Slots = {};

interface PanelProps extends ConversationProps {
  useStreaming: boolean;
  conversation: Conversation;
  draftName: string;
  shownSession: string;
  ask(question: string): void;
}

function Panel(props: PanelProps) {
  const labels = useLabels();
  const { conversation, ask, onClose, title = labels.conversation, theme = "auto", useStreaming } = props;
  const { turns, connection, isBusy } = conversation;
  const last = turns.at(-1);
  const scroll = useScrollAlong();
  const [field, setField] = useFocus();
  const draft = useDraft(props.draftName, last);
  const [note, setNote] = useState<Note>();
  const announce = useCallback((text: string) => setNote((before) => ({ text, count: (before?.count ?? 0) + 1 })), []);

  const canSend = !isBusy || useStreaming;
  const sendMeanwhile = (message: string, when: When) => {
    const taken = conversation.sendMeanwhile(message.trim(), when);
    draft.sentMeanwhile(message, taken);
    void taken.then((isTaken) => isTaken && announce(labels.waitsFor[when]));
    props.onAsk?.(message.trim(), props.shownSession);
  };
  const send = (message: string, when: When = "queue") => {
    if (message.trim() === "" || !canSend) return;
    if (isBusy) {
      sendMeanwhile(message, when);
    } else {
      draft.sent(message);
      ask(message);
    }
    scroll.toEnd();
    if (!isTouch()) field.current?.focus();
  };
  const retry = () => {
    if (last) draft.sent(last.question);
    conversation.actions.retry();
  };
  const { text, write } = draft;
  const composer = { text, isBusy, canSend, write, send, stop: conversation.stop, field: setField };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape" && onClose) onClose();
  };

  return (
    <section
      className="runnel"
      data-theme={theme}
      data-busy={isBusy || undefined}
      role={onClose ? "dialog" : "region"}
      aria-label={title}
      onKeyDown={onKeyDown}
    >
      <header className="runnel-header">
        {props.headerStart && own(props.headerStart)}
        <h2 dir="auto">{title}</h2>
        {props.headerEnd && own(props.headerEnd)}
        {onClose && (
          <button type="button" className="runnel-close" aria-label={labels.close} onClick={onClose}>
            <Icon name="close" />
          </button>
        )}
      </header>
      <AnnounceContext.Provider value={announce}>
        <Log
          {...{ conversation, scroll, useStreaming }}
          found={props.found}
          starters={props.starters ?? NONE}
          onAsk={send}
          onRetry={retry}
        />
      </AnnounceContext.Provider>
      <ComposerSlot {...composer}>
        <Composer {...composer} />
      </ComposerSlot>
      <Announcer turn={last} connection={connection} note={note} />
    </section>
  );
}

/**
 * The field for messages has the focus while the panel is there; afterwards it goes back to where it was. On a phone a
 * keyboard would cover the half of what there is to read.
 */
function useFocus() {
  const field = useRef<HTMLElement | null>(null);
  const set = useCallback((element: HTMLElement | null) => {
    field.current = element;
  }, []);
  useEffect(() => {
    if (isTouch()) return;
    const before = document.activeElement;
    // It may stand further down on its page, which is read from the top.
    field.current?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, []);
  return [field, set] as const;
}
