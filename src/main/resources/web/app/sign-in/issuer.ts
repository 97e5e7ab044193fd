/*! oauth4webapi: MIT License, Copyright (c) 2022 Filip Skokan */
import type { SignInSettings } from "../settings";
import * as oauth from "./oauth4webapi";
import { Trouble } from "./trouble";

const PATIENCE_MS = 10_000;

/** What is remembered while the person is away at the issuer's pages. */
export interface Question {
  state: string;
  nonce: string;
  verifier: string;
}

export interface Grant {
  access: string;
  refresh?: string;
  /** Seconds. */
  expiresIn?: number;
  /** How the person is called. */
  name?: string;
}

export function newQuestion(): Question {
  return {
    state: oauth.generateRandomState(),
    nonce: oauth.generateRandomNonce(),
    verifier: oauth.generateRandomCodeVerifier(),
  };
}

/** The OpenID Provider, as the page speaks to it. Whatever fails is a `Trouble`. */
export class Issuer {
  private readonly client: oauth.Client;
  private known: Promise<oauth.AuthorizationServer> | undefined;

  /** @param page where people come back to; the issuer knows this address */
  constructor(
    private readonly settings: SignInSettings,
    private readonly page: string,
  ) {
    this.client = { client_id: settings.client_id };
  }

  /** Where the person signs in. */
  authorization(question: Question): Promise<URL> {
    return troubled(async () => {
      const { scope, audience } = this.settings;
      const server = await this.server();
      const url = this.address(server.authorization_endpoint);
      const asked: Record<string, string> = {
        response_type: "code",
        client_id: this.client.client_id,
        redirect_uri: this.page,
        scope,
        state: question.state,
        nonce: question.nonce,
        code_challenge: await oauth.calculatePKCECodeChallenge(question.verifier),
        code_challenge_method: "S256",
      };
      if (audience) asked.audience = audience;
      // What comes after a # is not sent to the service, so the code is in no log of it.
      if (server.response_modes_supported?.includes("fragment")) asked.response_mode = "fragment";
      Object.entries(asked).forEach(([name, value]) => url.searchParams.set(name, value));
      return url;
    });
  }

  /** The tokens for the code in the issuer's answer. */
  exchange(answer: URLSearchParams, { state, nonce, verifier }: Question): Promise<Grant> {
    return troubled(async () => {
      const server = await this.server();
      const { client, page } = this;
      const valid = oauth.validateAuthResponse(server, client, answer, state);
      const options = this.options();
      const response = await oauth.authorizationCodeGrantRequest(server, client, oauth.None(), valid, page, verifier, options);
      const expected = { expectedNonce: nonce, requireIdToken: true };
      return grantIn(await oauth.processAuthorizationCodeResponse(server, client, response, expected));
    });
  }

  refresh(token: string): Promise<Grant> {
    return troubled(async () => {
      const server = await this.server();
      const options = this.options();
      const response = await oauth.refreshTokenGrantRequest(server, this.client, oauth.None(), token, options);
      return grantIn(await oauth.processRefreshTokenResponse(server, this.client, response));
    });
  }

  /** The token is worth nothing from now on, if the issuer lets one say so. */
  revoke(token: string): Promise<void> {
    return troubled(async () => {
      const server = await this.server();
      if (!server.revocation_endpoint) return;
      await oauth.revocationRequest(server, this.client, oauth.None(), token, this.options());
    });
  }

  /**
   * Where the person signs out at the issuer, too; undefined if it has no such page. It asks the person once more: an ID
   * token would spare that, and would stand in the address.
   */
  end(): Promise<URL | undefined> {
    return troubled(async () => {
      const server = await this.server();
      if (!server.end_session_endpoint) return undefined;
      const url = this.address(server.end_session_endpoint);
      url.searchParams.set("client_id", this.client.client_id);
      url.searchParams.set("post_logout_redirect_uri", this.page);
      return url;
    });
  }

  private server(): Promise<oauth.AuthorizationServer> {
    this.known ??= this.discover().catch((error) => {
      this.known = undefined;
      throw error;
    });
    return this.known;
  }

  private async discover(): Promise<oauth.AuthorizationServer> {
    const issuer = new URL(this.settings.issuer);
    return oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, this.options()));
  }

  private options(): oauth.RequestOptions {
    return { signal: AbortSignal.timeout(PATIENCE_MS), [oauth.allowInsecureRequests]: this.isOnThisMachine };
  }

  /** The browser goes there, so it must not be a script. */
  private address(endpoint: string | undefined): URL {
    const url = new URL(endpoint ?? "");
    const isSafe = url.protocol === "https:" || (url.protocol === "http:" && this.isOnThisMachine);
    if (!isSafe) throw new Trouble("failed");
    return url;
  }

  /** The service accepts no other issuer without TLS. */
  private get isOnThisMachine(): boolean {
    return this.settings.issuer.startsWith("http:");
  }
}

function grantIn(response: oauth.TokenResponse): Grant {
  const claims = oauth.getValidatedIdTokenClaims(response);
  const name = [claims?.name, claims?.preferred_username, claims?.email].find((claim) => typeof claim === "string");
  return {
    access: response.access_token,
    refresh: response.refresh_token,
    expiresIn: response.expires_in,
    name: name as string | undefined,
  };
}

async function troubled<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw troubleIn(error);
  }
}

/** RFC 6749, 4.1.2.1: what an issuer says in place of a status that browsers do not show. */
const PASSING = ["temporarily_unavailable", "server_error"];

function troubleIn(error: unknown): Trouble {
  if (error instanceof Trouble) return error;
  const { code, error: said, cause } = error as { code?: string; error?: string; cause?: unknown };
  if (PASSING.includes(said ?? "")) return new Trouble("unreachable");
  if (code === oauth.AUTHORIZATION_RESPONSE_ERROR && said === "access_denied") return new Trouble("declined");
  if (code === oauth.AUTHORIZATION_RESPONSE_ERROR || code === oauth.RESPONSE_BODY_ERROR) {
    // Whoever made the link to the page may have chosen the words.
    return new Trouble("refused", /^[a-z_]{1,64}$/.test(said ?? "") ? said : undefined);
  }
  const isBroken = cause instanceof Response && cause.status >= 500;
  // Without a code it is not the library's: the browser could not fetch.
  return new Trouble(isBroken || code === undefined ? "unreachable" : "failed");
}
