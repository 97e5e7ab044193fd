import { randomId } from "../client/ids";

const NAME = "runnel:visitor";

/** This browser's own user, where nobody has to sign in. */
export function visitor(): string {
  const created = `visitor-${randomId()}`;
  try {
    const found = localStorage.getItem(NAME);
    if (found) return found;
    localStorage.setItem(NAME, created);
  } catch {
    // Nothing can be kept in this browser.
  }
  return created;
}
