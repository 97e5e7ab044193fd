import "./conversation.css";

export { ConversationInterfaceStreaming } from "./conversation-interface";
export type { ConversationProps, Theme } from "./conversation-interface";
export { friendlyText } from "./failure-texts";
export { mountConversation } from "./mount";
export type { Measure } from "./measure";
