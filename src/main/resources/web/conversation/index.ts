"use client";

import "./reset.css";
import "./theme.css";
import "./conversation.css";
import "./composer.css";
import "./turn.css";
import "./actions.css";
import "./queue.css";
import "./found.css";
import "./markdown.css";
import "./code.css";
import "./frame.css";

export type { When } from "../client";
export { ConversationInterfaceStreaming } from "./conversation-interface";
export type { ConversationProps, Theme } from "./conversation-interface";
export type { Found } from "./found";
export { english, friendlyText } from "./labels";
export type { GivenLabels, Labels } from "./labels";
export { german } from "./german";
export { mountConversation } from "./mount";
export type { Measure } from "./measure";
export { newSession, remember, rememberedSession } from "./remembered-session";
export type { RememberedSession } from "./remembered-session";
export type { ComposerSlotProps, EmptySlotProps, MessageSlotProps, Slots } from "./slots";
export { useTabs } from "./tabs";
