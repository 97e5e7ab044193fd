import { createElement } from "react";
import { createRoot } from "react-dom/client";
import type { ConversationProps } from "./conversation-interface";
import { ConversationInterfaceStreaming } from "./conversation-interface";

/** Puts a conversation into an element of a page that knows no React; the result changes its properties or removes it. */
export function mountConversation(element: Element, props: ConversationProps) {
  const root = createRoot(element);
  const update = (changed: ConversationProps) => root.render(createElement(ConversationInterfaceStreaming, changed));
  update(props);
  return { update, remove: () => root.unmount() };
}
