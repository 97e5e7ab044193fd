/** Where a search has found something, as `listConversations` says it. */
export interface Found {
  /** The turn. */
  replyId: string;
  /** What was searched for; it is marked in the turn. */
  words?: string;
}
