export { countdown } from "./countdown";
export { isTerminal } from "./events";
export type {
  ChunkEvent,
  CompleteEvent,
  ContextEvent,
  ErrorEvent,
  ReasoningEvent,
  ReplyEvent,
  StatusEvent,
  TerminalEvent,
  ToolCallsEvent,
  Usage,
} from "./events";
export { chooseBranch, eraseConversations, listConversations, readTranscript, renameConversation } from "./history";
export type { ListedConversation, Transcript, TranscriptMessage } from "./history";
export type { ConnectionState, ReplyOptions, ResumeOptions, ServiceOptions } from "./options";
export { changeQueued, listQueue, withdrawQueued } from "./queue";
export type { QueuedMessage, When } from "./queue";
export type { Reply } from "./reply";
export { HistoryError } from "./requests";
export type { HistoryOptions } from "./requests";
export { SseParser } from "./sse-parser";
export type { SseMessage } from "./sse-parser";
export { resumeReply, streamReply } from "./stream-reply";
export type { Token, TokenSource } from "./token";
