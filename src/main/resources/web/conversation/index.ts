import "./theme.css";
import "./conversation.css";
import "./turn.css";
import "./markdown.css";
import "./code.css";

export { ConversationInterfaceStreaming } from "./conversation-interface";
export type { ConversationProps, Theme } from "./conversation-interface";
export { friendlyText } from "./failure-texts";
export { mountConversation } from "./mount";
export type { Measure } from "./measure";
export { newSession, remember, rememberedSession } from "./remembered-session";
export type { RememberedSession } from "./remembered-session";
export { useTabs } from "./tabs";
