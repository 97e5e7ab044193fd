import type { Question } from "./issuer";

/** In milliseconds since 1970 what is a time. */
export interface Tokens {
  access: string;
  refresh?: string;
  renewAt: number;
  expiresAt: number;
  user: string;
  name?: string;
}

/** A question, and which conversation was open when it was asked. */
export interface Asked extends Question {
  hash: string;
}

const TOKENS = "runnel:sign-in:tokens";
const ASKED = "runnel:sign-in:asked";

/*
 * The tab's own storage: it outlives a reload, no other tab sees it, and it goes with the tab. A cookie would be sent
 * with every request, whoever makes it; localStorage stays on the disk; memory alone would lose the sign-in with a
 * reload.
 */

export function keptTokens(): Tokens | undefined {
  return read<Tokens>(TOKENS);
}

export function keepTokens(tokens: Tokens): void {
  write(TOKENS, tokens);
}

/** Nothing of the person stays in this tab, not even what was written and not sent. */
export function forgetAll(): void {
  sessionStorage.clear();
}

export function remember(asked: Asked): void {
  write(ASKED, asked);
}

/** What was asked; an answer to it counts once. */
export function recall(): Asked | undefined {
  const asked = read<Asked>(ASKED);
  sessionStorage.removeItem(ASKED);
  return asked;
}

function read<T>(name: string): T | undefined {
  return JSON.parse(sessionStorage.getItem(name) ?? "null") ?? undefined;
}

function write(name: string, value: object): void {
  sessionStorage.setItem(name, JSON.stringify(value));
}
