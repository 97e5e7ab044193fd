/** All that the page around the conversation says to people. */
export const english = {
  conversations: "Conversations",
  newConversation: "New conversation",
  closeList: "Close the list",
  search: "Search conversations",
  noneFound: "Nothing was found.",
  found: (count: number) => (count === 1 ? "1 conversation was found." : `${count} conversations were found.`),
  rename: (title: string) => `Rename “${title}”`,
  newTitle: "New title",
  save: "Save",
  cancel: "Cancel",
  erase: (title: string) => `Delete “${title}”`,
  eraseReally: (title: string) => `Delete “${title}”?`,
  eraseForGood: "Delete for good",
  keep: "Keep",
  tryAgain: "Try again",
  theme: "Theme",
  themes: { auto: "System", light: "Light", dark: "Dark" },
  language: "Language",
  languageOfBrowser: "As in the browser",
  starters: ["What can you do?", "How does streaming work here?", "Write a short poem about a river"],
  /** How fast the last reply was. */
  lastReply: "The last reply",
  firstWordAfter: "First word after",
  firstWord: "First word",
  wordsPerSecond: "Words per second",
  allAtOnce: "all at once",
  provider: "Provider",
  unreachable: "The service could not be reached.",
  notLoaded: "The page could not be loaded.",
  oneMoment: "One moment…",
  signInFirst: "Sign in to see your conversations.",
  signIn: "Sign in",
  signInAgain: "Sign in again",
  signOut: "Sign out",
  signInIsOver: "Your sign-in has expired. What you wrote is kept.",
  /** Why nobody is signed in. */
  troubles: {
    unreachable: "The sign-in service cannot be reached right now. Please try again in a moment.",
    declined: "You are not signed in, because the sign-in was cancelled.",
    refused: "The sign-in service did not accept this.",
    foreign: "This sign-in was begun elsewhere, or too long ago. Please try again.",
    unusable: "You are signed in, but your account cannot be used here. Its operators need to look at this.",
    failed: "The sign-in did not work. Please try again.",
  },
  /** What could not be done; the reason follows. */
  notDone: {
    list: "The list of conversations could not be loaded.",
    search: "The search did not work.",
    rename: "The conversation could not be renamed.",
    erase: "The conversation could not be deleted.",
  },
};

/** The same in every language. */
export type PageLabels = typeof english;

export type Attempted = keyof PageLabels["notDone"];
