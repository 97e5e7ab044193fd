import type { ComponentType, ReactNode } from "react";
import React, { createContext, useContext } from "react";
import type { When } from "../client";

/** One question or one reply. */
export interface MessageSlotProps {
  role: "user" | "assistant";
  /** A reply's is Markdown; so far, while it grows. */
  text: string;
  isGrowing: boolean;
  /** A search has led to its turn. */
  isFound: boolean;
  children: ReactNode;
}

/** Where messages are written. */
export interface ComposerSlotProps {
  /** What is written and not sent. It outlives a reload, and what was not taken is in it again. */
  text: string;
  /** A reply is being written. */
  isBusy: boolean;
  /** `false` while a whole reply is waited for (`useStreaming={false}`): nothing can be sent or stopped. */
  canSend: boolean;
  write(text: string): void;
  /** While a reply is being written `when` says what becomes of the message: it waits (`queue`, the default), or else. */
  send(message: string, when?: When): void;
  /** Ends the reply that is being written. */
  stop(): void;
  /** The `ref` of the field: it has the focus when the conversation is opened, and when something was sent. */
  field(element: HTMLElement | null): void;
  children: ReactNode;
}

/** What is seen before the first question. */
export interface EmptySlotProps {
  ask(question: string): void;
  children: ReactNode;
}

/** Parts in the place of which a page may put its own. Each gets as `children` what would be there without it. */
export interface Slots {
  Message?: ComponentType<MessageSlotProps>;
  Composer?: ComponentType<ComposerSlotProps>;
  Empty?: ComponentType<EmptySlotProps>;
}

export const SlotsContext = createContext<Slots>({});

/** Looks like the page, and not like the conversation. */
export function own(content: ReactNode, isFound = false) {
  return (
    <div className="runnel-own" data-found={isFound || undefined}>
      {content}
    </div>
  );
}

/** Looks like the conversation wherever the page puts it. */
function part(content: ReactNode) {
  return <div className="runnel-part">{content}</div>;
}

export function MessageSlot(props: MessageSlotProps) {
  const { Message } = useContext(SlotsContext);
  return Message ? own(<Message {...props}>{part(props.children)}</Message>, props.isFound) : <>{props.children}</>;
}

export function ComposerSlot(props: ComposerSlotProps) {
  const { Composer } = useContext(SlotsContext);
  return Composer ? own(<Composer {...props}>{part(props.children)}</Composer>) : <>{props.children}</>;
}

export function EmptySlot(props: EmptySlotProps) {
  const { Empty } = useContext(SlotsContext);
  return Empty ? own(<Empty {...props}>{part(props.children)}</Empty>) : <>{props.children}</>;
}
