import type { SignInSettings } from "../settings";
import { takeAnswer } from "./answer";
import { claimOf } from "./claims";
import type { Grant, Issuer } from "./issuer";
import type { Tokens } from "./kept";
import { forgetAll, keepTokens, keptTokens, recall, remember } from "./kept";
import { Renewal } from "./renewal";
import { Trouble } from "./trouble";

export type SignInState =
  | { step: "busy" }
  | { step: "out"; trouble?: Trouble }
  /** `isOver`: the issuer gives no more tokens; what runs goes on. */
  | { step: "in"; user: string; name?: string; isOver: boolean; trouble?: Trouble };

/** A token is renewed so long before its end, or in the last third of its time. */
const MARGIN_MS = 60_000;

/** Whether somebody is signed in in this tab, and with which token. */
export class SignIn {
  state: SignInState = { step: "busy" };

  private readonly page = new URL(".", location.href.split(/[?#]/)[0]).href;
  private readonly listeners = new Set<() => void>();
  private readonly renewal = new Renewal(() => this.renew());
  private readonly tabs = new BroadcastChannel("runnel:sign-in");
  private renewing: Promise<void> | undefined;
  private tokens: Tokens | undefined;
  private known: Issuer | undefined;

  constructor(private readonly settings: SignInSettings) {
    this.tabs.onmessage = () => this.tokens && this.leave();
    // Back from the issuer's page, and nothing has come of it.
    window.addEventListener("pageshow", ({ persisted }) => persisted && this.state.step === "busy" && this.show());
  }

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** The token for a request. Rejects while a new one is needed and cannot be had. */
  readonly token = async (refused?: string): Promise<string | undefined> => {
    const { tokens } = this;
    const isUseless = tokens?.access === refused || (tokens?.expiresAt ?? Infinity) <= Date.now();
    if (tokens?.refresh !== undefined && isUseless) await this.renew();
    return this.tokens?.access;
  };

  /** To be called once, when the page is opened. */
  start(): Promise<void> {
    return this.attempt(async () => {
      this.tokens = keptTokens();
      const answer = takeAnswer();
      const asked = answer && recall();
      if (answer && asked && asked.state === answer.get("state")) {
        history.replaceState(null, "", `${location.pathname}${asked.hash}`);
        this.take(await (await this.issuer()).exchange(answer, asked));
      } else {
        // A forged link signs nobody out.
        this.show(answer && !this.tokens ? new Trouble("foreign") : undefined);
      }
    });
  }

  /** Leads to the issuer's page. */
  begin(): Promise<void> {
    if (this.state.step === "out") this.set({ step: "busy" });
    return this.attempt(async () => {
      const { newQuestion } = await import("./issuer");
      const question = newQuestion();
      const address = await (await this.issuer()).authorization(question);
      remember({ ...question, hash: location.hash });
      location.assign(address);
    });
  }

  /** Signs out in all tabs, and at the issuer if it can be reached. */
  async end(): Promise<void> {
    const refresh = this.tokens?.refresh;
    this.tabs.postMessage("out");
    this.leave();
    this.set({ step: "busy" });
    try {
      const issuer = await this.issuer();
      const [address] = await Promise.all([issuer.end(), refresh && issuer.revoke(refresh)]);
      if (address) return location.assign(address);
    } catch {
      // The person is signed out here. The tokens there expire.
    }
    this.set({ step: "out" });
  }

  private leave(): void {
    this.tokens = undefined;
    this.renewal.at(undefined);
    forgetAll();
    history.replaceState(null, "", location.pathname);
    this.set({ step: "out" });
  }

  private async attempt(action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      const trouble = error instanceof Trouble ? error : new Trouble("failed");
      if (this.state.step === "in") this.set({ ...this.state, trouble });
      else this.show(trouble);
    }
  }

  private renew(): Promise<void> {
    this.renewing ??= this.renewOnce().finally(() => (this.renewing = undefined));
    return this.renewing;
  }

  private async renewOnce(): Promise<void> {
    const before = this.tokens;
    if (before?.refresh === undefined) return this.over();
    try {
      const grant = await (await this.issuer()).refresh(before.refresh);
      const { refresh = before.refresh, name = before.name } = grant;
      // Otherwise the person has signed out meanwhile.
      if (this.tokens === before) this.take({ ...grant, refresh, name });
    } catch (error) {
      if (!(error instanceof Trouble) || error.kind !== "refused") throw error;
      if (this.tokens === before) this.over();
    }
  }

  private take(grant: Grant): void {
    const { access, refresh, name } = grant;
    const user = claimOf(access, this.settings.claim);
    if (typeof user !== "string") throw new Trouble("unusable");
    const now = Date.now();
    const expiresAt = grant.expiresIn === undefined ? endOf(access) : now + grant.expiresIn * 1000;
    const margin = refresh === undefined ? 0 : Math.min(MARGIN_MS, (expiresAt - now) / 3);
    this.tokens = { access, refresh, renewAt: expiresAt - margin, expiresAt, user, name };
    keepTokens(this.tokens);
    this.show();
  }

  private over(): void {
    this.renewal.at(undefined);
    if (!this.tokens || this.state.step !== "in") return;
    this.tokens = { ...this.tokens, refresh: undefined };
    keepTokens(this.tokens);
    this.set({ ...this.state, isOver: true });
  }

  private show(trouble?: Trouble): void {
    const { tokens } = this;
    if (!tokens) return this.set({ step: "out", trouble });
    this.set({ step: "in", user: tokens.user, name: tokens.name, isOver: false, trouble });
    this.renewal.at(tokens.renewAt);
  }

  private set(state: SignInState): void {
    this.state = state;
    this.listeners.forEach((listener) => listener());
  }

  /** With its library, which most visits do without. */
  private async issuer(): Promise<Issuer> {
    const { Issuer } = await import("./issuer");
    this.known ??= new Issuer(this.settings, this.page);
    return this.known;
  }
}

/** Milliseconds since 1970. */
function endOf(token: string): number {
  const seconds = claimOf(token, "exp");
  return typeof seconds === "number" ? seconds * 1000 : Number.MAX_SAFE_INTEGER;
}
