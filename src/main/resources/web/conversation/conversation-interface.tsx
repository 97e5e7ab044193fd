import type { KeyboardEvent, ReactNode } from "react";
import React, { useEffect, useRef } from "react";
import { Announcer } from "./announcer";
import { Composer } from "./composer";
import { Log } from "./log";
import type { Measure } from "./measure";
import type { Conversation } from "./use-conversation";
import { useConversation } from "./use-conversation";
import { useDraft } from "./use-draft";
import { isTouch } from "./touch";
import { useScrollAlong } from "./use-scroll-along";
import { useSession } from "./use-session";

export type Theme = "light" | "dark" | "auto";

export interface ConversationProps {
  /** Closed it shows nothing; a reply that runs goes on. Default true. */
  isOpen?: boolean;
  /** Adds a close button and the Escape key. */
  onClose?: () => void;
  /** Sent to the service as a bearer token. */
  sessionToken?: string;
  userId: string;
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
  /** `false`: the service is not told for how long replies are read. Default true. */
  reportReading?: boolean;
  /** Called with each question. */
  onAsk?: (question: string, sessionId: string) => void;
  /** Called after each complete reply. */
  onMeasure?: (measure: Measure) => void;
}

/** A conversation with the service, ready to be put into a page. */
export function ConversationInterfaceStreaming(props: ConversationProps) {
  const { isOpen = true, useStreaming = true, endpoint = "", userId } = props;
  const [session, use] = useSession(endpoint, userId, props.sessionId, props.isNew ?? false);
  const conversation = useConversation({
    endpoint,
    userId,
    sessionId: session.id,
    isNew: session.isNew,
    token: props.sessionToken,
    useStreaming,
    reportReading: props.reportReading,
    onMeasure: props.onMeasure,
  });
  if (!isOpen) return null;

  const ask = (question: string) => {
    use();
    conversation.ask(question);
    props.onAsk?.(question, session.id);
  };
  const draftName = `runnel:draft:${endpoint}:${userId}:${session.id}`;
  return <Panel {...props} {...{ useStreaming, conversation, draftName, ask }} />;
}

interface PanelProps extends ConversationProps {
  useStreaming: boolean;
  conversation: Conversation;
  draftName: string;
  ask(question: string): void;
}

function Panel(props: PanelProps) {
  const { conversation, ask, onClose, title = "Conversation", theme = "auto", useStreaming } = props;
  const { turns, connection, isBusy } = conversation;
  const last = turns.at(-1);
  const scroll = useScrollAlong();
  const field = useFocus();
  const draft = useDraft(props.draftName, last);

  const send = (question: string) => {
    draft.sent(question);
    ask(question);
    scroll.toEnd();
    if (!isTouch()) field.current?.focus();
  };
  const retry = () => {
    if (last) draft.sent(last.question);
    conversation.retry();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape" && onClose) onClose();
  };

  return (
    <section
      className="runnel"
      data-theme={theme}
      role={onClose ? "dialog" : "region"}
      aria-label={title}
      onKeyDown={onKeyDown}
    >
      <header className="runnel-header">
        {props.headerStart}
        <h2 dir="auto">{title}</h2>
        {props.headerEnd}
        {onClose && (
          <button type="button" className="runnel-close" aria-label="Close" onClick={onClose}>
            ✕
          </button>
        )}
      </header>
      <Log conversation={conversation} scroll={scroll} useStreaming={useStreaming} onAsk={send} onRetry={retry} />
      <Composer
        field={field}
        text={draft.text}
        isBusy={isBusy}
        canStop={useStreaming}
        onWrite={draft.write}
        onSend={send}
        onStop={conversation.stop}
      />
      <Announcer turn={last} connection={connection} />
    </section>
  );
}

/**
 * The field for messages has the focus while the panel is there; afterwards it goes back to where it was. On a phone a
 * keyboard would cover the half of what there is to read.
 */
function useFocus() {
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (isTouch()) return;
    const before = document.activeElement;
    field.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return field;
}
