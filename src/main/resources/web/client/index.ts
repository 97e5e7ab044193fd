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
export { chooseBranch, eraseConversations, HistoryError, listConversations, readTranscript, renameConversation } from "./history";
export type { HistoryOptions, ListedConversation, Transcript, TranscriptMessage } from "./history";
export type { ConnectionState, ReplyOptions, ResumeOptions, ServiceOptions } from "./options";
export type { Reply } from "./reply";
export { SseParser } from "./sse-parser";
export type { SseMessage } from "./sse-parser";
export { resumeReply, streamReply } from "./stream-reply";
