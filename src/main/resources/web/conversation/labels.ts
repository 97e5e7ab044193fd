import { failures } from "./failure-texts";

/** All that the conversation says to people, in one language. */
export const english = {
  /** The heading, where the page gives none. */
  conversation: "Conversation",
  close: "Close",
  messages: "Messages",
  empty: "Ask something to begin.",
  you: "You",
  reply: "Reply",
  replyComes: "The reply is on its way.",
  replyLoads: "Waiting for the whole reply…",
  offline: "You are offline.",
  reconnecting: "Reconnecting…",
  /** Why a reply is shorter than it would have been. */
  stopped: "Stopped.",
  tooLong: "The AI ended here because its reply became too long.",
  limited: "The reply was ended here because it became too long.",
  understood: "Understood",
  suggestions: "Suggestions",
  message: "Your message",
  writeMessage: "Write a message",
  send: "Send",
  stop: "Stop",
  tryAgain: "Try again",
  tryAgainIn: (seconds: number) => `Try again in ${seconds} s`,
  copy: "Copy",
  table: "Table",
  /** Of a task in a list. */
  done: "Done",
  toDo: "To do",
  /** For screen readers alone. */
  spoken: {
    writing: "The reply is being written.",
    reconnecting: "The connection was lost. Reconnecting.",
    stopped: "The reply was stopped.",
  },
  /** What went wrong, by the service's code. */
  failures,
  /** For a code that is new here, if the service has no sentence for it. */
  failure: "Something went wrong. Please try again.",
  copyReply: "Copy reply",
  copied: "Copied",
  selected: "Selected. Copy it with your keyboard.",
  regenerate: "Ask again",
  continueReply: "Continue",
  editQuestion: "Edit question",
  yourQuestion: "Your question",
  sendChange: "Ask this instead",
  cancel: "Cancel",
  otherQuestions: "Other questions here",
  otherReplies: "Other replies here",
  earlierOne: "Earlier",
  laterOne: "Later",
  oneOf: (number: number, count: number) => `${number} of ${count}`,
  older: "Load older messages",
  olderLoading: "Loading older messages…",
  newest: "↓ Newest words",
  /** To a screen reader, when a search has led there. */
  foundHere: "This is where it was found.",
  thinking: "Thinking…",
  retrying: "The AI did not answer. Asking again…",
  stillWorking: "Still working…",
  starters: "Ways to begin",
  writeMeanwhile: "Write the next message",
  meanwhile: "While the reply is being written",
  queueIt: "Ask afterwards",
  steerIt: "Add to this reply",
  interruptIt: "Stop and ask",
  youSaid: "You said:",
  waiting: "Waiting messages",
  waitingMessage: "Waiting message",
  sending: "Sending…",
  waitsFor: { queue: "Waits for its turn", steer: "Is being added to the reply", interrupt: "Comes next" },
  editWaiting: "Edit waiting message",
  saveChange: "Save",
  steerNow: "Add to this reply now",
  sendNow: "Send now",
  withdraw: "Withdraw",
  unreachable: "The service could not be reached.",
  /** What could not be done; the reason follows. */
  notDone: {
    restore: "The messages of before could not be loaded.",
    older: "The older messages could not be loaded.",
    regenerate: "The question could not be asked again.",
    edit: "The changed question could not be asked.",
    goOn: "The reply could not be continued.",
    queue: "The message was not taken.",
    change: "The waiting message could not be changed.",
    withdraw: "The waiting message could not be withdrawn.",
    choose: "The other version could not be opened.",
  },
};

/** Where other languages come in. */
export type Labels = typeof english;

/** Some of them: what a page does not give is in English. */
export type GivenLabels = {
  [name in keyof Labels]?: Labels[name] extends Record<string, string> ? Partial<Labels[name]> : Labels[name];
};

export function labelsOf(given: GivenLabels = {}): Labels {
  const { spoken, failures, waitsFor, notDone, ...others } = given;
  return {
    ...english,
    ...others,
    spoken: { ...english.spoken, ...spoken },
    failures: { ...english.failures, ...failures },
    waitsFor: { ...english.waitsFor, ...waitsFor },
    notDone: { ...english.notDone, ...notDone },
  };
}

/** The service's own sentence is used for a code that is new here. */
export function friendlyText(code: string, message = "", labels = english): string {
  const known: Record<string, string> = labels.failures;
  return known[code] ?? (message || labels.failure);
}

/** What was tried when something went wrong. */
export type Attempted = keyof Labels["notDone"];
