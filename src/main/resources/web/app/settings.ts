/** Where people sign in, and as which client. */
export interface SignInSettings {
  issuer: string;
  client_id: string;
  scope: string;
  audience?: string;
  /** The claim of a token that has the user. */
  claim: string;
}

export interface PageSettings {
  /** Absent where nobody has to, or where another page does it. */
  sign_in?: SignInSettings;
}

/** What the service was set to; the page itself is the same everywhere. */
export async function pageSettings(): Promise<PageSettings> {
  const response = await fetch("/runnel/page.json");
  if (!response.ok) throw new Error(`status ${response.status}`);
  return response.json();
}
