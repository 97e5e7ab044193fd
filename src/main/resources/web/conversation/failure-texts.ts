/** What a person is told, by the service's code. The service's own sentence is used for a code that is new here. */
const TEXTS: Record<string, string> = {
  invalid_json: "That message could not be read. Please try to send it again.",
  message_required: "Please write a message first.",
  message_too_long: "That message is too long. Please shorten it.",
  user_id_invalid: "You are not known here. Please sign in again.",
  session_id_invalid: "This conversation cannot be continued. Please start a new one.",
  request_invalid: "That message could not be sent.",
  unsupported_media_type: "That message could not be sent.",
  not_acceptable: "This page does not fit the service. Please reload it.",
  method_not_allowed: "This page does not fit the service. Please reload it.",
  not_found: "The service cannot be found here.",
  body_too_large: "That message is too long. Please shorten it.",
  reply_unknown: "This reply was lost. Please ask again.",
  reply_unreachable: "This reply cannot be reached right now. Please try again in a moment.",
  rate_limited: "You are quick! Please wait a moment before the next message.",
  too_many_replies: "Other replies of yours are still being written. Please wait until they are done.",
  overloaded: "Very many people are asking right now. Please try again in a moment.",
  shutting_down: "The service is being restarted. Please try again in a moment.",
  provider_rate_limited: "The AI is very busy right now. Please try again in a moment.",
  provider_unavailable: "The AI cannot be reached right now. Please try again.",
  provider_timeout: "The AI took too long to answer. Please try again.",
  provider_stalled: "The reply stopped arriving. What came so far is above.",
  provider_cut: "The reply was cut off. What came so far is above.",
  provider_malformed: "The reply arrived damaged. What came so far is above.",
  provider_error: "The AI had a problem. Please try again.",
  provider_rejected: "The AI did not accept this message.",
  provider_unauthorized: "The service has lost its access to the AI. Its operators need to look at this.",
  context_length_exceeded: "This conversation has become too long for the AI. Please start a new one.",
  content_filtered: "The AI declined to answer this. Please ask it another way.",
  internal_error: "Something went wrong on our side. Please try again.",
  connection_lost: "The connection was lost. What came so far is kept.",
  unauthorized: "Please sign in again.",
  forbidden: "You have no access to this conversation.",
};

export function friendlyText(code: string, message = ""): string {
  return TEXTS[code] ?? (message || "Something went wrong. Please try again.");
}
